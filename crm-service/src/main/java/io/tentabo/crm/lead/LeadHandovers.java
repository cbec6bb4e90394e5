package io.tentabo.crm.lead;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.UserRemoved;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Hands the open leads of removed users to their successors.
 *
 * <p>What an event tells becomes a row, and the row is worked off in batches: a crash loses nothing of it. The row stays
 * open for a while after the last lead, because the removed user's access token lives on for minutes and because somebody
 * may have named the user as a lead's owner at the very moment of the removal; what then still comes is handed over, too.
 */
@ApplicationScoped
public class LeadHandovers {

    private static final int BATCH = 50;
    private static final Duration SETTLING = Duration.ofMinutes(15);
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** A successor who has meanwhile been removed as well has named a successor in turn. */
    private static final String BEGIN = """
            INSERT INTO lead_handovers (tenant_id, from_user_id, to_user_id, removed_by, removed_at)
            SELECT (SELECT current_tenant()), $1::uuid,
                   coalesce(
                       (SELECT h.to_user_id
                        FROM lead_handovers h
                        WHERE h.tenant_id = (SELECT current_tenant()) AND h.from_user_id = $2),
                       $2::uuid),
                   $3::uuid, $4::timestamptz
            ON CONFLICT DO NOTHING
            """;

    /** Whoever was to get leads from others and is removed passes them on, those included that may be reopened yet. */
    private static final String PASS_ON = """
            UPDATE lead_handovers
            SET to_user_id = $2, due_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND to_user_id = $1
            """;

    /** Locked, so that two processes do not work at the same one. */
    private static final String TAKE = """
            SELECT to_user_id
            FROM lead_handovers
            WHERE tenant_id = (SELECT current_tenant()) AND from_user_id = $1 AND completed_at IS NULL
            FOR UPDATE SKIP LOCKED
            """;

    private static final String OPEN_LEADS = """
            SELECT id
            FROM leads
            WHERE tenant_id = (SELECT current_tenant()) AND owner_id = $1 AND status NOT IN ('WON', 'LOST')
            ORDER BY created_at DESC, id DESC
            LIMIT %d
            """.formatted(BATCH);

    private static final String PROGRESS = """
            UPDATE lead_handovers
            SET handed_over = handed_over + $2,
                due_at = now() + $3 * interval '1 second',
                completed_at = CASE WHEN $2 = 0 AND removed_at < now() - $4 * interval '1 second' THEN now() END
            WHERE tenant_id = (SELECT current_tenant()) AND from_user_id = $1
            """;

    private static final String POSTPONE = """
            UPDATE lead_handovers
            SET due_at = now() + $2 * interval '1 second'
            WHERE tenant_id = (SELECT current_tenant()) AND from_user_id = $1
            """;

    private final Leads leads;

    LeadHandovers(Leads leads) {
        this.leads = leads;
    }

    /** Takes note of what is to be handed over. */
    public Uni<Void> begin(Transaction tx, UserRemoved removed) {
        return tx.update(
                        BEGIN,
                        Tuple.of(
                                removed.userId(),
                                removed.successorId(),
                                removed.removedBy(),
                                removed.removedAt().atOffset(ZoneOffset.UTC)))
                .chain(() -> tx.query(TAKE, Tuple.of(removed.userId())))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().voidItem()
                        : tx.update(
                                        PASS_ON,
                                        Tuple.of(
                                                removed.userId(),
                                                rows.iterator().next().getUUID("to_user_id")))
                                .replaceWithVoid());
    }

    /** Hands over the next batch, and answers whether more is to be done at once. */
    Uni<Boolean> proceed(Transaction tx, UUID fromUserId) {
        return tx.query(TAKE, Tuple.of(fromUserId)).chain(taken -> {
            for (Row handover : taken) {
                return handOver(tx, fromUserId, handover.getUUID("to_user_id"))
                        .call(count -> note(tx, fromUserId, count))
                        .map(count -> count == BATCH);
            }
            return Uni.createFrom().item(false);
        });
    }

    private Uni<Integer> handOver(Transaction tx, UUID fromUserId, UUID toUserId) {
        return tx.query(OPEN_LEADS, Tuple.of(fromUserId)).chain(rows -> Multi.createFrom()
                .items(StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID("id")))
                .onItem()
                .transformToUniAndConcatenate(id -> handOver(tx, id, fromUserId, toUserId))
                .collect()
                .asList()
                .replaceWith(rows.size()));
    }

    /** Locking the lead shows its present owner, who may have become another one meanwhile. */
    private Uni<Void> handOver(Transaction tx, UUID leadId, UUID fromUserId, UUID toUserId) {
        return leads.find(tx, leadId).chain(lead -> {
            if (lead == null || !lead.fields().ownerId().equals(fromUserId)) {
                return Uni.createFrom().voidItem();
            }
            return leads.update(tx, lead, lead.fields().ownedBy(toUserId), LeadEvents.API)
                    .replaceWithVoid();
        });
    }

    private static Uni<Integer> note(Transaction tx, UUID fromUserId, int count) {
        Duration pause = count == BATCH ? Duration.ZERO : PAUSE;
        return tx.update(PROGRESS, Tuple.of(fromUserId, count, pause.toSeconds(), SETTLING.toSeconds()));
    }

    /** Puts the next attempt off, after one that failed. */
    Uni<Integer> postpone(Transaction tx, UUID fromUserId) {
        return tx.update(POSTPONE, Tuple.of(fromUserId, PAUSE.toSeconds()));
    }
}
