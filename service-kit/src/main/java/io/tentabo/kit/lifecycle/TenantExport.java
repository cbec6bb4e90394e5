package io.tentabo.kit.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

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

    private final ExportStore store;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final TenantJobConfig config;
    private final String service;

    TenantExport(
            ExportStore store,
            ObjectMapper json,
            Vertx vertx,
            TenantJobConfig config,
            @ConfigProperty(name = "tentabo.service") String service) {
        this.store = store;
        this.json = json;
        this.vertx = vertx;
        this.config = config;
        this.service = service;
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
        String[] key = lastKey;
        return Uni.createFrom()
                .completionStage(() ->
                        vertx.executeBlocking(() -> ExportFile.of(lines), false).toCompletionStage())
                .chain(file -> write(connection, job, table, lines.size(), key, file));
    }

    private Uni<Void> write(
            SqlConnection connection, TenantJob job, JobTables.Current table, int rows, String[] key, ExportFile file) {
        int number = table.files() + 1;
        Tuple noted = Tuple.from(
                List.of(job.tenantId(), job.id(), table.name(), number, rows, file.content().length, file.sha256()));
        Tuple advanced = Tuple.from(
                List.of(job.tenantId(), job.id(), table.name(), key, (long) rows, (long) file.content().length));
        return store.put(path(job, table.name(), number), file.content())
                .chain(() -> connection.preparedQuery(ADD_FILE).execute(noted))
                .chain(() -> connection.preparedQuery(ADVANCE).execute(advanced))
                .replaceWithVoid();
    }

    /** Writes the list of all files, when every table is completed. */
    Uni<Manifest> writeManifest(SqlConnection connection, TenantJob job) {
        return connection
                .preparedQuery(FILES)
                .execute(Tuple.of(job.tenantId(), job.id()))
                .chain(rows -> {
                    String path = directory(job) + "manifest.json";
                    ExportFile manifest = manifest(job, rows);
                    return store.put(path, manifest.content()).replaceWith(new Manifest(path, manifest.sha256()));
                });
    }

    /** Where the list of all files is, and its digest. */
    record Manifest(String path, String sha256) {}

    private ExportFile manifest(TenantJob job, RowSet<Row> rows) {
        ObjectNode manifest = json.createObjectNode()
                .put("tenantId", job.tenantId().toString())
                .put("jobId", job.id().toString())
                .put("service", service);
        ArrayNode files = manifest.putArray("files");
        for (Row row : rows) {
            String table = row.getString("table_name");
            files.addObject()
                    .put("path", table + "/" + fileName(row.getInteger("number")))
                    .put("table", table)
                    .put("rows", row.getInteger("rows"))
                    .put("bytes", row.getInteger("bytes"))
                    .put("sha256", row.getString("sha256"));
        }
        try {
            return ExportFile.of(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String path(TenantJob job, String table, int number) {
        return directory(job) + table + "/" + fileName(number);
    }

    private String directory(TenantJob job) {
        return job.tenantId() + "/" + job.id() + "/" + service + "/";
    }

    private static String fileName(int number) {
        return "%06d.jsonl.gz".formatted(number);
    }
}
