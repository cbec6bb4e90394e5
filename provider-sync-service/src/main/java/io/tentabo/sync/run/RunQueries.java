package io.tentabo.sync.run;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.sync.run.RunView.RunError;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Runs as the API shows them. */
@ApplicationScoped
public class RunQueries {

    private static final String SELECT = """
            SELECT r.id, r.connection_id, r.sync_type, r.entity_type, r.direction, r.status, r.records_read,
                   r.records_written, r.records_skipped, r.records_failed, r.requests, r.tokens, r.throttled_ms,
                   r.watermark_from, r.watermark_to, r.started_at, r.finished_at, r.error
            FROM sync_runs r
            """;
    private static final String ERRORS = """
            SELECT external_id, internal_id, reason, created_at
            FROM sync_errors
            WHERE tenant_id = (SELECT current_tenant()) AND run_id = $1
            ORDER BY id
            LIMIT 100
            """;

    private final Transactions transactions;
    private final Cursors cursors;

    RunQueries(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    public Uni<Page<RunView>> list(
            @Nullable UUID connectionId, @Nullable String status, @Nullable String direction, PageRequest page) {
        return KeysetQuery.of("runs", SELECT)
                .where("r.tenant_id = (SELECT current_tenant())")
                .where("r.connection_id = ?", connectionId)
                .where("r.status = ?", status)
                .where("r.direction = ?", direction)
                .sorts("-startedAt", SortKey.timestamp("startedAt", "r.started_at"))
                .tieBreak("r.id")
                .fetch(transactions, cursors, page, RunQueries::view);
    }

    Uni<RunView> get(UUID id) {
        return transactions.read(
                tx -> get(tx, id).chain(run -> tx.query(ERRORS, Tuple.of(id)).map(rows -> run.with(errors(rows)))));
    }

    public Uni<RunView> get(Transaction tx, UUID id) {
        return tx.query(SELECT + "WHERE r.tenant_id = (SELECT current_tenant()) AND r.id = $1", Tuple.of(id))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw CommonProblems.notFound("run", id);
                    }
                    return view(rows.iterator().next());
                });
    }

    private static List<RunError> errors(Iterable<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new RunError(
                        row.getString("external_id"),
                        row.getUUID("internal_id"),
                        row.getString("reason"),
                        SqlTime.get(row, "created_at")))
                .toList();
    }

    private static RunView view(Row row) {
        return new RunView(
                row.getUUID("id"),
                row.getUUID("connection_id"),
                row.getString("sync_type"),
                row.getString("entity_type"),
                row.getString("direction"),
                row.getString("status"),
                row.getInteger("records_read"),
                row.getInteger("records_written"),
                row.getInteger("records_skipped"),
                row.getInteger("records_failed"),
                row.getInteger("requests"),
                row.getInteger("tokens"),
                row.getLong("throttled_ms"),
                SqlTime.find(row, "watermark_from"),
                SqlTime.find(row, "watermark_to"),
                SqlTime.get(row, "started_at"),
                SqlTime.find(row, "finished_at"),
                row.getString("error"),
                null);
    }
}
