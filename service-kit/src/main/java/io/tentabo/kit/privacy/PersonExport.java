package io.tentabo.kit.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.lifecycle.ExportFile;
import io.tentabo.kit.lifecycle.ExportStore;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Writes what was found of a person: one file of compressed JSON Lines for each batch, before the transaction that notes
 * it. A crash in between makes the next attempt write over that file.
 */
@ApplicationScoped
class PersonExport {

    private static final String ADD_FILE = """
            INSERT INTO person_job_files (tenant_id, job_id, path, rows, bytes, sha256)
            VALUES ((SELECT current_tenant()), $1, $2, $3, $4, $5)
            """;

    private static final String FILES = """
            SELECT path, rows, bytes, sha256
            FROM person_job_files
            WHERE tenant_id = (SELECT current_tenant()) AND job_id = $1
            ORDER BY path
            """;

    private final ExportStore store;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final String service;

    PersonExport(
            ExportStore store,
            ObjectMapper json,
            Vertx vertx,
            @ConfigProperty(name = "tentabo.service") String service) {
        this.store = store;
        this.json = json;
        this.vertx = vertx;
        this.service = service;
    }

    /** Where the list of all files is, and its digest. */
    record Manifest(String path, String sha256) {}

    Uni<Void> write(Transaction tx, UUID job, PersonJobSteps.Part part, List<String> lines) {
        String path = "%s.%s/%06d.jsonl.gz".formatted(part.table(), part.name(), part.files() + 1);
        return Uni.createFrom()
                .completionStage(() ->
                        vertx.executeBlocking(() -> ExportFile.of(lines), false).toCompletionStage())
                .call(file -> store.put(directory(tx, job) + path, file.content()))
                .chain(file ->
                        tx.update(ADD_FILE, Tuple.of(job, path, lines.size(), file.content().length, file.sha256())))
                .replaceWithVoid();
    }

    /** Writes the list of all files, when everything was looked at. */
    Uni<Manifest> writeManifest(Transaction tx, UUID job) {
        return tx.query(FILES, Tuple.of(job)).chain(rows -> {
            String path = directory(tx, job) + "manifest.json";
            ExportFile manifest = manifest(tx, job, rows);
            return store.put(path, manifest.content()).replaceWith(new Manifest(path, manifest.sha256()));
        });
    }

    private ExportFile manifest(Transaction tx, UUID job, RowSet<Row> rows) {
        ObjectNode manifest = json.createObjectNode()
                .put("tenantId", tx.caller().requireTenantId().toString())
                .put("jobId", job.toString())
                .put("service", service);
        ArrayNode files = manifest.putArray("files");
        for (Row row : rows) {
            files.addObject()
                    .put("path", row.getString("path"))
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

    private String directory(Transaction tx, UUID job) {
        return tx.caller().requireTenantId() + "/" + job + "/" + service + "/";
    }
}
