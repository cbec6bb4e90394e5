package io.tentabo.kit.lifecycle;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of a job: which there are, and how far each is. */
final class JobTables {

    private static final String CATALOGUE = "SELECT name, is_exported, references_to FROM tenant_tables";

    private static final String ADD = """
            INSERT INTO tenant_job_tables (tenant_id, job_id, name, position, completed_at)
            VALUES ($1, $2, $3, $4, CASE WHEN $5 THEN now() END)
            """;

    private static final String NEXT = """
            SELECT name, last_key, files
            FROM tenant_job_tables
            WHERE tenant_id = $1 AND job_id = $2 AND completed_at IS NULL
            ORDER BY position
            LIMIT 1
            """;

    private static final String REOPEN = """
            INSERT INTO tenant_job_tables (tenant_id, job_id, name, position)
            VALUES ($1, $2, $3, 0)
            ON CONFLICT (tenant_id, job_id, name) DO UPDATE SET completed_at = NULL
            """;

    private JobTables() {}

    /**
     * The table that is worked at.
     *
     * @param lastKey of the last row that is exported, null before the first
     * @param files how many are written
     */
    record Current(String name, String @Nullable [] lastKey, int files) {}

    /** Notes every table that there is. What is never exported is completed with nothing. */
    static Uni<Void> plan(SqlConnection connection, TenantJob job) {
        return connection.query(CATALOGUE).execute().chain(rows -> {
            Map<String, Set<String>> references = new HashMap<>();
            Map<String, Boolean> exported = new HashMap<>();
            for (Row row : rows) {
                references.put(row.getString("name"), Set.of(row.getArrayOfStrings("references_to")));
                exported.put(row.getString("name"), row.getBoolean("is_exported"));
            }
            List<Tuple> tables = new ArrayList<>();
            for (String name : PurgeOrder.of(references)) {
                boolean isDone = job.kind() == TenantJob.Kind.EXPORT && !exported.getOrDefault(name, false);
                tables.add(Tuple.of(job.tenantId(), job.id(), name, tables.size() + 1, isDone));
            }
            return connection.preparedQuery(ADD).executeBatch(tables).replaceWithVoid();
        });
    }

    /** The first table with something left to do, or null. */
    static Uni<@Nullable Current> next(SqlConnection connection, TenantJob job) {
        return connection
                .preparedQuery(NEXT)
                .execute(Tuple.of(job.tenantId(), job.id()))
                .map(rows -> {
                    for (Row row : rows) {
                        return new Current(
                                row.getString("name"), row.getArrayOfStrings("last_key"), row.getInteger("files"));
                    }
                    return null;
                });
    }

    /** Takes a table up again, though it was completed. */
    static Uni<Void> reopen(SqlConnection connection, TenantJob job, String name) {
        return connection
                .preparedQuery(REOPEN)
                .execute(Tuple.of(job.tenantId(), job.id(), name))
                .replaceWithVoid();
    }
}
