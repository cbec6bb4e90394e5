package io.tentabo.billing.trail;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** How orders, contracts and invoices came to their status; rows are added and never changed. */
@ApplicationScoped
public class StatusHistory {

    private static final String SELECT = """
            SELECT h.id, h.old_status, h.new_status, h.reason, h.changed_by, h.changed_at
            FROM status_history h
            """;

    private static final String INSERT = """
            INSERT INTO status_history (id, tenant_id, %s, old_status, new_status, reason, changed_by, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    private final Transactions transactions;
    private final Cursors cursors;

    StatusHistory(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    /** Records steps in the order in which they were taken. */
    public Uni<Void> record(Transaction tx, Subject subject, UUID id, Instant now, List<Transition> steps) {
        List<Tuple> rows = steps.stream()
                .map(step -> Tuple.from(Arrays.asList(
                        Ids.next(),
                        tx.caller().requireTenantId(),
                        id,
                        step.from() == null ? null : step.from().name(),
                        step.to().name(),
                        step.reason(),
                        tx.caller().userId(),
                        now.atOffset(ZoneOffset.UTC))))
                .toList();
        return tx.batch(INSERT.formatted(subject.column()), rows);
    }

    /** The history of one order, contract or invoice, latest first. */
    public Uni<Page<StatusChange>> list(Subject subject, UUID id, PageRequest page) {
        return KeysetQuery.of("status-history", SELECT)
                .where("h." + subject.column() + " = ?", id)
                .sorts("-changedAt", SortKey.timestamp("changedAt", "h.changed_at"))
                .tieBreak("h.id")
                .fetch(transactions, cursors, page, StatusHistory::change);
    }

    private static StatusChange change(Row row) {
        return new StatusChange(
                row.getUUID("id"),
                row.getString("old_status"),
                row.getString("new_status"),
                row.getString("reason"),
                row.getUUID("changed_by"),
                row.getOffsetDateTime("changed_at").toInstant());
    }
}
