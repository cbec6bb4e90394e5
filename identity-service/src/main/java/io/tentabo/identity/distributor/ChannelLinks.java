package io.tentabo.identity.distributor;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ConstraintViolations;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.tentabo.model.event.ChannelLinkChanged;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which partners a distributor manages. Other services learn of it by event and decide by it what rows are visible. */
@Singleton
class ChannelLinks {

    private static final String LINK = "channel-link";
    private static final String NO_DISTRIBUTOR = "fk_distributor_partners_distributor";
    private static final String NO_PARTNER = "fk_distributor_partners_partner";

    /** Answers no row when the link is there already. */
    private static final String ATTACH = """
            INSERT INTO distributor_partners AS l (id, tenant_id, distributor_id, partner_id, assigned_by)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant_id, distributor_id, partner_id) DO UPDATE
            SET is_active = true, assigned_by = excluded.assigned_by, assigned_at = now(),
                version = l.version + 1, updated_at = now()
            WHERE NOT l.is_active
            RETURNING id, version
            """;

    private static final String DETACH = """
            UPDATE distributor_partners
            SET is_active = false, version = version + 1, updated_at = now()
            WHERE distributor_id = $1 AND partner_id = $2 AND is_active
            RETURNING id, version
            """;
    private static final String REMEMBER = """
            INSERT INTO distributor_partner_changes (
                id, tenant_id, distributor_id, partner_id, is_active, changed_by
            )
            VALUES ($1, (SELECT current_tenant()), $2, $3, $4, $5)
            """;
    private static final String HISTORY = """
            SELECT c.id, c.is_active, c.changed_by, c.changed_at
            FROM distributor_partner_changes c
            """;
    private static final String BOTH_EXIST = """
            SELECT EXISTS (SELECT 1 FROM distributors WHERE id = $1) AS distributor,
                   EXISTS (SELECT 1 FROM partners WHERE id = $2) AS partner
            """;
    private static final String COLUMNS = """
            SELECT l.id, l.distributor_id, l.distributor_name, l.partner_id, l.partner_name, l.assigned_by,
                   l.assigned_at, l.is_active
            FROM channel_links l
            """;
    private static final String ONE = COLUMNS + "WHERE l.distributor_id = $1 AND l.partner_id = $2";

    private final Transactions transactions;
    private final Journal journal;
    private final Cursors cursors;

    ChannelLinks(Transactions transactions, Journal journal, Cursors cursors) {
        this.transactions = transactions;
        this.journal = journal;
        this.cursors = cursors;
    }

    /** Attaches a partner to a distributor; repeating it changes nothing. */
    Uni<ChannelLinkView> attach(UUID distributorId, UUID partnerId) {
        return transactions.write(tx -> tx.query(
                        ATTACH,
                        Tuple.of(
                                Ids.next(),
                                tx.caller().requireTenantId(),
                                distributorId,
                                partnerId,
                                tx.caller().userId()))
                .onFailure(ConstraintViolations.violates(NO_DISTRIBUTOR))
                .transform(ignored -> CommonProblems.notFound("distributor", distributorId))
                .onFailure(ConstraintViolations.violates(NO_PARTNER))
                .transform(ignored -> CommonProblems.notFound("partner", partnerId))
                .chain(rows -> recordIfChanged(tx, rows, distributorId, partnerId, true))
                .chain(() -> tx.query(ONE, Tuple.of(distributorId, partnerId)))
                .map(rows -> view(rows.iterator().next())));
    }

    /** Detaches a partner; repeating it changes nothing. */
    Uni<Void> detach(UUID distributorId, UUID partnerId) {
        return transactions.write(tx -> requireBoth(tx, distributorId, partnerId)
                .chain(() -> tx.query(DETACH, Tuple.of(distributorId, partnerId)))
                .call(rows -> rows.size() == 0
                        ? requireDetached(tx, distributorId, partnerId)
                        : Uni.createFrom().voidItem())
                .chain(rows -> recordIfChanged(tx, rows, distributorId, partnerId, false)));
    }

    /** Links that are active, of one distributor or of one partner. */
    Uni<Page<ChannelLinkView>> list(@Nullable UUID distributorId, @Nullable UUID partnerId, PageRequest page) {
        return KeysetQuery.of("channel-links", COLUMNS)
                .where("l.distributor_id = ?", distributorId)
                .where("l.partner_id = ?", partnerId)
                .where("l.is_active")
                .sorts("-assignedAt", SortKey.timestamp("assignedAt", "l.assigned_at"))
                .tieBreak("l.id")
                .fetch(transactions, cursors, page, ChannelLinks::view);
    }

    /**
     * Every time that a partner was linked to a distributor or unlinked.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 when the caller sees one of them not
     */
    Uni<Page<ChannelLinkChangeView>> history(UUID distributorId, UUID partnerId, PageRequest page) {
        return transactions
                .read(tx -> requireBoth(tx, distributorId, partnerId))
                .chain(() -> KeysetQuery.of("channel-link-history", HISTORY)
                        .where("c.distributor_id = ?", distributorId)
                        .where("c.partner_id = ?", partnerId)
                        .sorts("-changedAt", SortKey.timestamp("changedAt", "c.changed_at"))
                        .tieBreak("c.id")
                        .fetch(transactions, cursors, page, ChannelLinks::change));
    }

    /** Who sees a link, but may not change it, is told so. */
    private static Uni<Void> requireDetached(Transaction tx, UUID distributorId, UUID partnerId) {
        return tx.query(ONE, Tuple.of(distributorId, partnerId))
                .invoke(rows -> {
                    for (Row row : rows) {
                        if (row.getBoolean("is_active")) {
                            throw CommonProblems.FORBIDDEN.with("Only who sees all of the tenant changes its channel.");
                        }
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> recordIfChanged(
            Transaction tx, Iterable<Row> rows, UUID distributorId, UUID partnerId, boolean active) {
        for (Row row : rows) {
            UUID id = row.getUUID("id");
            ChannelLinkChanged event =
                    new ChannelLinkChanged(id, distributorId, partnerId, active, row.getInteger("version"));
            Map<String, Object> state =
                    Map.of("distributorId", distributorId, "partnerId", partnerId, "isActive", active);
            AuditEntry entry = active
                    ? AuditEntry.of(LINK + ".attached", LINK, id, null, state)
                    : AuditEntry.of(LINK + ".detached", LINK, id, Map.of("isActive", true), Map.of("isActive", false));
            return tx.update(
                            REMEMBER,
                            Tuple.of(
                                    Ids.next(),
                                    distributorId,
                                    partnerId,
                                    active,
                                    tx.caller().userId()))
                    .chain(() -> journal.write(tx, entry, new DomainEvent(LINK, id, ChannelLinkChanged.TYPE, event)));
        }
        return Uni.createFrom().voidItem();
    }

    private static Uni<Void> requireBoth(Transaction tx, UUID distributorId, UUID partnerId) {
        return tx.query(BOTH_EXIST, Tuple.of(distributorId, partnerId))
                .map(rows -> rows.iterator().next())
                .invoke(row -> {
                    if (!row.getBoolean("distributor")) {
                        throw CommonProblems.notFound("distributor", distributorId);
                    }
                    if (!row.getBoolean("partner")) {
                        throw CommonProblems.notFound("partner", partnerId);
                    }
                })
                .replaceWithVoid();
    }

    private static ChannelLinkView view(Row row) {
        return new ChannelLinkView(
                row.getUUID("id"),
                row.getUUID("distributor_id"),
                row.getString("distributor_name"),
                row.getUUID("partner_id"),
                row.getString("partner_name"),
                row.getUUID("assigned_by"),
                SqlTime.get(row, "assigned_at"),
                row.getBoolean("is_active"));
    }

    private static ChannelLinkChangeView change(Row row) {
        return new ChannelLinkChangeView(
                row.getUUID("id"),
                row.getBoolean("is_active"),
                row.getUUID("changed_by"),
                SqlTime.get(row, "changed_at"));
    }
}
