package io.tentabo.kit.lifecycle;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.lifecycle.ExportWriter.Manifest;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Exports a tenant's rows, batch after batch: one file for each, written before the transaction that notes it. A crash in
 * between makes the next attempt write the very same file again.
 */
@ApplicationScoped
class TenantExport {

    private static final String READ = "SELECT row_key, line FROM export_tenant_rows($1, $2, $3, $4)";

    private static final String ADD_FILE = """
            INSERT INTO tenant_job_files (tenant_id, job_id, table_name, number, rows, bytes, sha256)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String ADVANCE = """
            UPDATE tenant_job_tables
            SET last_key = $4, rows = rows + $5, bytes = bytes + $6, files = files + 1
            WHERE tenant_id = $1 AND job_id = $2 AND name = $3
            """;

    private static final String COMPLETE = """
            UPDATE tenant_job_tables t
            SET completed_at = now(),
                sha256 = (
                    SELECT encode(sha256(convert_to(coalesce(string_agg(f.sha256, E'\\n' ORDER BY f.number), ''), 'UTF8')), 'hex')
                    FROM tenant_job_files f
                    WHERE f.tenant_id = t.tenant_id AND f.job_id = t.job_id AND f.table_name = t.name
                )
            WHERE t.tenant_id = $1 AND t.job_id = $2 AND t.name = $3
            """;

    private static final String FILES = """
            SELECT table_name, number, rows, bytes, sha256
            FROM tenant_job_files
            WHERE tenant_id = $1 AND job_id = $2
            ORDER BY table_name, number
            """;

    private final ExportWriter writer;
    private final TenantJobConfig config;

    TenantExport(ExportWriter writer, TenantJobConfig config) {
        this.writer = writer;
        this.config = config;
    }

    /** Exports the next batch of a table, or finds that there is none. */
    Uni<Void> step(SqlConnection connection, TenantJob job, JobTables.Current table) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(table.name(), table.lastKey(), config.batchRows(), config.batchBytes()))
                .chain(rows -> rows.size() == 0
                        ? connection
                                .preparedQuery(COMPLETE)
                                .execute(Tuple.of(job.tenantId(), job.id(), table.name()))
                                .replaceWithVoid()
                        : export(connection, job, table, rows));
    }

    private Uni<Void> export(SqlConnection connection, TenantJob job, JobTables.Current table, RowSet<Row> rows) {
        List<String> lines = new ArrayList<>(rows.size());
        String[] lastKey = {};
        for (Row row : rows) {
            lines.add(row.getString("line"));
            lastKey = row.getArrayOfStrings("row_key");
        }
        int number = table.files() + 1;
        String[] key = lastKey;
        return writer.write(job.tenantId(), job.id(), ExportWriter.path(table.name(), number), lines)
                .chain(file -> note(connection, job, table.name(), number, lines.size(), key, file));
    }

    private static Uni<Void> note(
            SqlConnection connection,
            TenantJob job,
            String table,
            int number,
            int rows,
            String[] key,
            ExportFile file) {
        int bytes = file.content().length;
        Tuple noted = Tuple.from(List.of(job.tenantId(), job.id(), table, number, rows, bytes, file.sha256()));
        Tuple advanced = Tuple.from(List.of(job.tenantId(), job.id(), table, key, (long) rows, (long) bytes));
        return connection
                .preparedQuery(ADD_FILE)
                .execute(noted)
                .chain(() -> connection.preparedQuery(ADVANCE).execute(advanced))
                .replaceWithVoid();
    }

    /** Writes the list of all files, when every table is completed. */
    Uni<Manifest> writeManifest(SqlConnection connection, TenantJob job) {
        return connection
                .preparedQuery(FILES)
                .execute(Tuple.of(job.tenantId(), job.id()))
                .chain(rows -> writer.writeManifest(
                        job.tenantId(),
                        job.id(),
                        files -> rows.forEach(row -> files.addObject()
                                .put("path", ExportWriter.path(row.getString("table_name"), row.getInteger("number")))
                                .put("table", row.getString("table_name"))
                                .put("rows", row.getInteger("rows"))
                                .put("bytes", row.getInteger("bytes"))
                                .put("sha256", row.getString("sha256")))));
    }
}
