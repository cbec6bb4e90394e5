package io.tentabo.kit.inbox;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores events that could not take effect.
 *
 * <p>An open letter holds back every later event of its tenant, consumer and key, which is parked behind it. A record
 * without a readable tenant is stored by the background role with no tenant, invisible to every tenant's API; it holds
 * back nothing, because it belongs to no one whose order could be kept.
 */
@ApplicationScoped
class DeadLetters {

    private static final String COLUMNS = """
            id, tenant_id, consumer, topic, partition, record_offset, record_key, event_id, event_type, headers, payload,
            reason, attempts, status
            """;

    private static final String BURY = "INSERT INTO dead_letters (" + COLUMNS
            + ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'DEAD') ON CONFLICT DO NOTHING";

    /**
     * Locks the last open letter while the new one is stored behind it: a replay has either not finished that letter,
     * and then finds the new one, or it has, and then nothing is parked.
     */
    private static final String PARK = """
            WITH ahead AS (
                SELECT id FROM dead_letters
                WHERE tenant_id = $2::uuid AND consumer = $3::text AND record_key = $7::text
                  AND status IN ('DEAD', 'PARKED')
                ORDER BY seq DESC
                LIMIT 1
                FOR SHARE
            ), parked AS (
                INSERT INTO dead_letters (%s)
                SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'PARKED' FROM ahead
                ON CONFLICT DO NOTHING
            )
            SELECT id FROM ahead
            """.formatted(COLUMNS);

    /** Also remembers the event, so that no later delivery of it takes effect. */
    private static final String DISCARD = """
            WITH discarded AS (
                UPDATE dead_letters
                SET status = 'DISCARDED', discarded_at = now(), discard_reason = $2
                WHERE id = $1
                RETURNING *
            ), known AS (
                INSERT INTO inbox (tenant_id, consumer, event_id)
                SELECT tenant_id, consumer, event_id FROM discarded WHERE event_id IS NOT NULL
                ON CONFLICT DO NOTHING
            )
            SELECT * FROM discarded
            """;

    private static final String BEHIND = "Waits behind a dead letter of the same key";

    private final Transactions transactions;
    private final EventEffects effects;
    private final Journal journal;
    private final Pool background;

    DeadLetters(
            Transactions transactions,
            EventEffects effects,
            Journal journal,
            @ReactiveDataSource("background") Pool background) {
        this.transactions = transactions;
        this.effects = effects;
        this.journal = journal;
        this.background = background;
    }

    /** Stores a delivery that could not take effect; storing it again changes nothing. */
    Uni<Void> bury(Delivery delivery, String consumer, String reason, int attempts) {
        Tuple letter = letter(delivery, consumer, reason, attempts);
        Uni<RowSet<Row>> stored = delivery.tenantId() == null
                ? background.preparedQuery(BURY).execute(letter)
                : effects.asTenantOf(delivery, () -> transactions.write(tx -> tx.query(BURY, letter)));
        return stored.replaceWithVoid();
    }

    /** Stores a delivery behind the open letters of its key; false when there is none any more. */
    Uni<Boolean> park(Delivery delivery, String consumer) {
        Tuple letter = letter(delivery, consumer, BEHIND, 0);
        return effects.asTenantOf(delivery, () -> transactions.write(tx -> tx.query(PARK, letter)))
                .map(ahead -> ahead.rowCount() > 0 || ahead.size() > 0);
    }

    /** A letter of the caller's tenant with all its columns; 404 when there is none. */
    Uni<Row> find(UUID id) {
        return transactions
                .read("SELECT * FROM dead_letters WHERE id = $1", Tuple.of(id))
                .map(rows -> only(rows, id));
    }

    /**
     * Gives up a letter of the caller's tenant. Those behind it take effect with the next replay.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 for an unknown letter, 409 for one that is not open
     */
    Uni<Row> discard(UUID id, String reason) {
        return transactions.write(tx -> tx.query("SELECT * FROM dead_letters WHERE id = $1 FOR UPDATE", Tuple.of(id))
                .map(rows -> only(rows, id))
                .invoke(DeadLetterProblems::requireOpen)
                .chain(letter -> tx.query(DISCARD, Tuple.of(id, reason))
                        .map(rows -> only(rows, id))
                        .call(discarded ->
                                journal.write(tx, DeadLetterAudit.discarded(letter.getString("status"), discarded)))));
    }

    private static Row only(RowSet<Row> rows, UUID id) {
        if (rows.size() == 0) {
            throw CommonProblems.notFound("dead letter", id);
        }
        return rows.iterator().next();
    }

    private static Tuple letter(Delivery delivery, String consumer, String reason, int attempts) {
        @Nullable
        Object[] values = {
            Ids.next(),
            delivery.tenantId(),
            consumer,
            delivery.topic(),
            delivery.partition(),
            delivery.offset(),
            delivery.key(),
            delivery.eventId(),
            delivery.eventType(),
            delivery.headersAsJson(),
            delivery.payloadAsBuffer(),
            reason,
            attempts
        };
        return Tuple.from(values);
    }
}
