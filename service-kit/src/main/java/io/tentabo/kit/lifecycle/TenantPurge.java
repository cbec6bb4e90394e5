package io.tentabo.kit.lifecycle;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.outbox.OutboxConfig;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Deletes a tenant's rows, batch after batch, whoever refers to others first. When all tables are through it looks again:
 * what came in between is deleted as well, and only a look that finds nothing ends the job.
 */
@ApplicationScoped
class TenantPurge {

    private static final String DELETE = "SELECT purge_tenant_rows($1, $2) AS purged";
    private static final String LEFT_OVER = "SELECT table_with_tenant_rows() AS name";
    private static final String UNPUBLISHED = "SELECT EXISTS (SELECT FROM outbox WHERE tenant_id = $1) AS any";

    private static final String ADVANCE = """
            UPDATE tenant_job_tables
            SET rows = rows + $4, completed_at = CASE WHEN $4 = 0 THEN now() END
            WHERE tenant_id = $1 AND job_id = $2 AND name = $3
            """;

    private final OutboxConfig outbox;
    private final TenantJobConfig config;

    TenantPurge(OutboxConfig outbox, TenantJobConfig config) {
        this.outbox = outbox;
        this.config = config;
    }

    /** Deletes the next batch of a table; answers whether to go on at once. */
    Uni<Boolean> step(SqlConnection connection, TenantJob job, JobTables.Current table) {
        // What the relay has not published yet must not be lost; it deletes it itself. Debezium has read it already.
        if (table.name().equals(PurgeOrder.OUTBOX) && outbox.relay().enabled()) {
            return connection
                    .preparedQuery(UNPUBLISHED)
                    .execute(Tuple.of(job.tenantId()))
                    .chain(rows -> rows.iterator().next().getBoolean("any")
                            ? Uni.createFrom().item(false)
                            : advance(connection, job, table, 0).replaceWith(true));
        }
        return connection
                .preparedQuery(DELETE)
                .execute(Tuple.of(table.name(), config.batchRows()))
                .chain(rows ->
                        advance(connection, job, table, rows.iterator().next().getInteger("purged")))
                .replaceWith(true);
    }

    /** Takes up a table that holds rows of the tenant again, and answers whether there is any. */
    Uni<Boolean> reopened(SqlConnection connection, TenantJob job) {
        return connection.query(LEFT_OVER).execute().chain(rows -> {
            String name = rows.iterator().next().getString("name");
            return name == null
                    ? Uni.createFrom().item(false)
                    : JobTables.reopen(connection, job, name).replaceWith(true);
        });
    }

    private static Uni<Void> advance(SqlConnection connection, TenantJob job, JobTables.Current table, int purged) {
        return connection
                .preparedQuery(ADVANCE)
                .execute(Tuple.of(job.tenantId(), job.id(), table.name(), (long) purged))
                .replaceWithVoid();
    }
}
