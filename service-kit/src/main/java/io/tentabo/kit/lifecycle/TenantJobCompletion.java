package io.tentabo.kit.lifecycle;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.lifecycle.ExportWriter.Manifest;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.TenantExported;
import io.tentabo.model.event.TenantPurged;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Ends a job and tells its outcome: both in one transaction of the tenant, in which only one process succeeds. */
@ApplicationScoped
class TenantJobCompletion {

    private static final String COMPLETE = """
            UPDATE tenant_jobs
            SET completed_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND completed_at IS NULL
            RETURNING completed_at
            """;

    private static final String TABLES = """
            SELECT name, rows, bytes, files, sha256
            FROM tenant_job_tables
            WHERE tenant_id = (SELECT current_tenant()) AND job_id = $1
            ORDER BY name
            """;

    private final CallerContext callers;
    private final Transactions transactions;
    private final TenantJobOutcome outcome;
    private final String service;

    TenantJobCompletion(
            CallerContext callers,
            Transactions transactions,
            TenantJobOutcome outcome,
            @ConfigProperty(name = "tentabo.service") String service) {
        this.callers = callers;
        this.transactions = transactions;
        this.outcome = outcome;
        this.service = service;
    }

    Uni<Void> complete(TenantJob job, @Nullable Manifest manifest) {
        return callers.inBackground(
                Caller.system(job.tenantId()),
                () -> transactions.write(tx -> tx.query(COMPLETE, Tuple.of(job.id()))
                        .chain(completed -> completed.size() == 0
                                ? Uni.createFrom().voidItem()
                                : tell(
                                        tx,
                                        job,
                                        manifest,
                                        SqlTime.get(completed.iterator().next(), "completed_at")))));
    }

    private Uni<Void> tell(Transaction tx, TenantJob job, @Nullable Manifest manifest, Instant completedAt) {
        return tx.query(TABLES, Tuple.of(job.id()))
                .chain(rows -> manifest == null
                        ? outcome.purged(
                                tx,
                                new TenantPurged(
                                        job.id(),
                                        service,
                                        completedAt,
                                        list(
                                                rows,
                                                row -> new TenantPurged.Table(
                                                        row.getString("name"), row.getLong("rows")))))
                        : outcome.exported(
                                tx,
                                new TenantExported(
                                        job.id(),
                                        service,
                                        completedAt,
                                        manifest.path(),
                                        manifest.sha256(),
                                        list(
                                                rows,
                                                row -> new TenantExported.Table(
                                                        row.getString("name"),
                                                        row.getLong("rows"),
                                                        row.getLong("bytes"),
                                                        row.getInteger("files"),
                                                        row.getString("sha256"))))));
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> reader) {
        return StreamSupport.stream(rows.spliterator(), false).map(reader).toList();
    }
}
