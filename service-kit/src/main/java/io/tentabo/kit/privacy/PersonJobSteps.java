package io.tentabo.kit.privacy;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.InTurn;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The steps of a job: the plan, a batch of a part, the end. Each runs in a transaction that has locked the job. */
@ApplicationScoped
class PersonJobSteps {

    private static final String TAKE = """
            SELECT kind, is_planned
            FROM person_jobs
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND completed_at IS NULL AND due_at <= now()
            FOR UPDATE SKIP LOCKED
            """;

    // What is kept is counted before anything is erased by which it is found; the audit tells of what was erased and so
    // comes last.
    private static final String PLAN = """
            INSERT INTO person_job_parts (tenant_id, job_id, position, table_name, part)
            SELECT j.tenant_id, j.id,
                   row_number() OVER (ORDER BY d.table_name = 'audit_logs', d.treatment <> 'KEEP', d.table_name, d.part),
                   d.table_name, d.part
            FROM person_jobs j
            JOIN personal_data d
                ON (d.person <> 'EMAIL' OR j.address_digest IS NOT NULL) AND (j.kind = 'ERASURE' OR d.shown <> '{}')
            WHERE j.tenant_id = (SELECT current_tenant()) AND j.id = $1
            """;

    private static final String PLAN_USERS = """
            INSERT INTO person_job_entities (tenant_id, job_id, entity_id)
            SELECT DISTINCT j.tenant_id, j.id, u.id
            FROM person_jobs j
            CROSS JOIN unnest(j.user_ids) AS u (id)
            WHERE j.tenant_id = (SELECT current_tenant()) AND j.id = $1
            """;

    private static final String PLANNED =
            "UPDATE person_jobs SET is_planned = true WHERE tenant_id = (SELECT current_tenant()) AND id = $1";

    private static final String NEXT = """
            SELECT position, table_name, part, last_key, files
            FROM person_job_parts
            WHERE tenant_id = (SELECT current_tenant()) AND job_id = $1 AND completed_at IS NULL
            ORDER BY position
            LIMIT 1
            """;

    private static final String WORK_OFF =
            "SELECT last_key, hits, entities, lines, unsealed FROM work_off_person_rows($1, $2, $3, $4, $5)";

    private static final String ADD_ENTITIES = """
            INSERT INTO person_job_entities (tenant_id, job_id, entity_id)
            SELECT (SELECT current_tenant()), $1, unnest($2::uuid[])
            ON CONFLICT DO NOTHING
            """;

    private static final String ADVANCE = """
            UPDATE person_job_parts
            SET last_key = coalesce($3, last_key), rows = rows + $4, files = files + $5,
                completed_at = CASE WHEN $3::text[] IS NULL THEN now() END
            WHERE tenant_id = (SELECT current_tenant()) AND job_id = $1 AND position = $2
            """;

    private static final String WAIT = """
            UPDATE person_jobs
            SET due_at = now() + interval '1 second'
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            """;

    private final PersonExport export;
    private final PersonJobCompletion completion;
    private final List<ErasedRows> listeners;
    private final int batchRows;

    PersonJobSteps(
            PersonExport export,
            PersonJobCompletion completion,
            @All List<ErasedRows> listeners,
            PersonJobConfig config) {
        this.export = export;
        this.completion = completion;
        this.listeners = listeners;
        this.batchRows = config.batchRows();
    }

    /**
     * The part that is worked at.
     *
     * @param lastKey of the last row that was looked at, null before the first
     * @param files of an export: how many are written
     */
    record Part(int position, String table, String name, String @Nullable [] lastKey, int files) {}

    /** Takes the next step, and answers whether another may follow at once. */
    Uni<Boolean> next(Transaction tx, UUID job) {
        return tx.query(TAKE, Tuple.of(job)).chain(taken -> {
            for (Row row : taken) {
                PersonJob.Kind kind = PersonJob.Kind.valueOf(row.getString("kind"));
                return row.getBoolean("is_planned")
                        ? proceed(tx, job, kind)
                        : plan(tx, job).replaceWith(true);
            }
            return Uni.createFrom().item(false);
        });
    }

    private static Uni<Void> plan(Transaction tx, UUID job) {
        return tx.query(PLAN, Tuple.of(job))
                .chain(() -> tx.query(PLAN_USERS, Tuple.of(job)))
                .chain(() -> tx.query(PLANNED, Tuple.of(job)))
                .replaceWithVoid();
    }

    private Uni<Boolean> proceed(Transaction tx, UUID job, PersonJob.Kind kind) {
        return tx.query(NEXT, Tuple.of(job)).chain(rows -> {
            for (Row row : rows) {
                return workOff(
                        tx,
                        job,
                        kind,
                        new Part(
                                row.getInteger("position"),
                                row.getString("table_name"),
                                row.getString("part"),
                                row.getArrayOfStrings("last_key"),
                                row.getInteger("files")));
            }
            return completion.complete(tx, job, kind).replaceWith(false);
        });
    }

    private Uni<Boolean> workOff(Transaction tx, UUID job, PersonJob.Kind kind, Part part) {
        return tx.query(WORK_OFF, Tuple.from(Arrays.asList(job, part.table(), part.name(), part.lastKey(), batchRows)))
                .chain(rows -> {
                    Row batch = rows.iterator().next();
                    if (batch.getBoolean("unsealed")) {
                        return tx.update(WAIT, Tuple.of(job)).replaceWith(false);
                    }
                    String[] lines = batch.getArrayOfStrings("lines");
                    boolean hasLines = lines != null && lines.length > 0;
                    return (hasLines
                                    ? export.write(tx, job, part, List.of(lines))
                                    : tell(tx, job, kind, part.table(), batch.getArrayOfUUIDs("entities")))
                            .chain(() -> tx.update(
                                    ADVANCE,
                                    Tuple.from(Arrays.asList(
                                            job,
                                            part.position(),
                                            batch.getArrayOfStrings("last_key"),
                                            (long) batch.getInteger("hits"),
                                            hasLines ? 1 : 0))))
                            .replaceWith(true);
                });
    }

    private Uni<Void> tell(Transaction tx, UUID job, PersonJob.Kind kind, String table, UUID @Nullable [] entities) {
        if (kind == PersonJob.Kind.EXPORT || entities == null) {
            return Uni.createFrom().voidItem();
        }
        List<UUID> ids = List.of(entities);
        return tx.update(ADD_ENTITIES, Tuple.of(job, entities))
                .chain(() -> InTurn.each(
                        listeners,
                        listener -> listener.table().equals(table)
                                ? listener.erased(tx, ids)
                                : Uni.createFrom().voidItem()));
    }
}
