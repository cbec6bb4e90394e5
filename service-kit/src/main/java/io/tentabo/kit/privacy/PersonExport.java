package io.tentabo.kit.privacy;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.lifecycle.ExportWriter;
import io.tentabo.kit.lifecycle.ExportWriter.Manifest;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

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

    private final ExportWriter writer;

    PersonExport(ExportWriter writer) {
        this.writer = writer;
    }

    Uni<Void> write(Transaction tx, UUID job, PersonJobSteps.Part part, List<String> lines) {
        String path = ExportWriter.path(part.table() + "." + part.name(), part.files() + 1);
        return writer.write(tx.caller().requireTenantId(), job, path, lines)
                .chain(file ->
                        tx.update(ADD_FILE, Tuple.of(job, path, lines.size(), file.content().length, file.sha256())))
                .replaceWithVoid();
    }

    /** Writes the list of all files, when everything was looked at. */
    Uni<Manifest> writeManifest(Transaction tx, UUID job) {
        return tx.query(FILES, Tuple.of(job))
                .chain(rows -> writer.writeManifest(
                        tx.caller().requireTenantId(),
                        job,
                        files -> rows.forEach(row -> files.addObject()
                                .put("path", row.getString("path"))
                                .put("rows", row.getInteger("rows"))
                                .put("bytes", row.getInteger("bytes"))
                                .put("sha256", row.getString("sha256")))));
    }
}
