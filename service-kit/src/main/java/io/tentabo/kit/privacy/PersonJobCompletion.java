package io.tentabo.kit.privacy;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.lifecycle.ExportWriter.Manifest;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.PersonJobDone;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Ends a job: forgets whom it was about, puts an erasure on record, and tells the outcome, all in one transaction. */
@ApplicationScoped
class PersonJobCompletion {

    private static final String COMPLETE = """
            UPDATE person_jobs
            SET completed_at = now(), user_ids = '{}', address_salt = NULL, address_digest = NULL
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            RETURNING completed_at
            """;

    private static final String FORGET =
            "DELETE FROM person_job_entities WHERE tenant_id = (SELECT current_tenant()) AND job_id = $1";

    private static final String PARTS = """
            SELECT p.table_name, p.part, p.rows, d.treatment, d.reason
            FROM person_job_parts p
            JOIN personal_data d USING (table_name, part)
            WHERE p.tenant_id = (SELECT current_tenant()) AND p.job_id = $1
            ORDER BY p.table_name, p.part
            """;

    private static final String BLANKED = """
            SELECT e.records, e.digest,
                   (SELECT coalesce(sum(p.rows), 0)::bigint
                    FROM person_job_parts p
                    WHERE p.tenant_id = (SELECT current_tenant()) AND p.job_id = $1 AND p.table_name = 'audit_logs') AS noted
            FROM erased_records($1) e
            """;

    private final PersonExport export;
    private final PersonJobOutcome outcome;
    private final Journal journal;
    private final String service;

    PersonJobCompletion(
            PersonExport export,
            PersonJobOutcome outcome,
            Journal journal,
            @ConfigProperty(name = "tentabo.service") String service) {
        this.export = export;
        this.outcome = outcome;
        this.journal = journal;
        this.service = service;
    }

    Uni<Void> complete(Transaction tx, UUID job, PersonJob.Kind kind) {
        return switch (kind) {
            case EXPORT -> export.writeManifest(tx, job).chain(manifest -> end(tx, job, kind, manifest));
            case ERASURE -> attest(tx, job).chain(() -> end(tx, job, kind, null));
        };
    }

    /**
     * Puts on record which records the erasure has blanked, see {@code ErasureTally}: what somebody else blanked in its name
     * meanwhile is not put on record with it.
     */
    private Uni<Void> attest(Transaction tx, UUID job) {
        return tx.query(BLANKED, Tuple.of(job)).chain(rows -> {
            Row blanked = rows.iterator().next();
            long records = blanked.getLong("records");
            if (records != blanked.getLong("noted")) {
                throw new IllegalStateException("Erasure " + job + " has blanked " + blanked.getLong("noted")
                        + " places of the audit, but " + records + " are blanked in its name");
            }
            return journal.write(
                    tx,
                    AuditEntry.of(
                            "person.erased",
                            "erasure",
                            job,
                            null,
                            Map.of("records", records, "digest", blanked.getString("digest"))));
        });
    }

    private Uni<Void> end(Transaction tx, UUID job, PersonJob.Kind kind, @Nullable Manifest manifest) {
        return tx.query(PARTS, Tuple.of(job)).map(rows -> parts(rows, kind)).chain(parts -> tx.query(
                        FORGET, Tuple.of(job))
                .chain(() -> tx.query(COMPLETE, Tuple.of(job)))
                .chain(completed -> {
                    Instant at = SqlTime.get(completed.iterator().next(), "completed_at");
                    return outcome.done(
                            tx,
                            kind,
                            new PersonJobDone(
                                    job,
                                    service,
                                    at,
                                    manifest == null ? null : manifest.path(),
                                    manifest == null ? null : manifest.sha256(),
                                    parts));
                }));
    }

    private static List<PersonJobDone.Part> parts(RowSet<Row> rows, PersonJob.Kind kind) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new PersonJobDone.Part(
                        row.getString("table_name"),
                        row.getString("part"),
                        row.getLong("rows"),
                        kind == PersonJob.Kind.EXPORT ? "EXPORTED" : treatment(row.getString("treatment")),
                        kind == PersonJob.Kind.EXPORT ? null : row.getString("reason")))
                .toList();
    }

    private static String treatment(String declared) {
        return switch (declared) {
            case "ERASE" -> "ERASED";
            case "DELETE" -> "DELETED";
            default -> "KEPT";
        };
    }
}
