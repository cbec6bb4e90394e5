package io.tentabo.identity.departure;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.lifecycle.TenantJob.Kind;
import io.tentabo.kit.problem.ConstraintViolations;
import io.tentabo.kit.tenancy.SqlJson;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Exports and purges of the transaction's tenant in the database. */
@Singleton
class DepartureRows {

    private static final String COLUMNS =
            "id, tenant_id, kind, tenant_slug, export_id, requested_by, requested_at, completed_at, report";

    private static final String INSERT = """
            INSERT INTO departures (id, tenant_id, kind, tenant_slug, is_final, export_id, requested_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            RETURNING %s
            """.formatted(COLUMNS);

    private static final String FIND = """
            SELECT %s FROM departures WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND kind = $2
            """.formatted(COLUMNS);

    private static final String LOCK = FIND.strip() + " FOR UPDATE";

    private static final String FINAL_EXPORT = """
            SELECT id
            FROM departures
            WHERE tenant_id = (SELECT current_tenant()) AND is_final AND completed_at IS NOT NULL
            ORDER BY completed_at DESC
            LIMIT 1
            """;

    private static final String PURGE_RUNS = """
            SELECT EXISTS (
                SELECT FROM departures
                WHERE tenant_id = (SELECT current_tenant()) AND kind = 'PURGE' AND completed_at IS NULL) AS runs
            """;

    private static final String OUTDATE =
            "UPDATE departures SET is_final = false WHERE tenant_id = (SELECT current_tenant()) AND is_final";

    private static final String ANSWER = """
            INSERT INTO departure_answers (tenant_id, departure_id, service, completed_at, outcome)
            VALUES ((SELECT current_tenant()), $1, $2, $3, $4::text::jsonb)
            ON CONFLICT DO NOTHING
            """;

    private static final String ANSWERS = """
            SELECT outcome::text AS outcome
            FROM departure_answers
            WHERE tenant_id = (SELECT current_tenant()) AND departure_id = $1
            ORDER BY service
            """;

    private static final String COMPLETE = """
            UPDATE departures
            SET completed_at = $2, report = $3
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            """;

    private final SqlJson json;

    DepartureRows(SqlJson json) {
        this.json = json;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 409 while another one is running */
    Uni<Departure> insert(Transaction tx, Kind kind, String tenantSlug, boolean isFinal, @Nullable UUID exportId) {
        return tx.query(
                        INSERT,
                        Tuple.from(Arrays.asList(
                                Ids.next(),
                                tx.caller().requireTenantId(),
                                kind.name(),
                                tenantSlug,
                                isFinal,
                                exportId,
                                tx.caller().requireUserId())))
                .onFailure(ConstraintViolations.violates("uq_departures_open"))
                .transform(ignored -> DepartureProblems.RUNNING.with("Wait until it is completed."))
                .map(rows -> Departure.of(rows.iterator().next()));
    }

    Uni<@Nullable Departure> find(Transaction tx, UUID id, Kind kind) {
        return one(tx, FIND, id, kind);
    }

    /** Answers of several services are taken one after another. */
    Uni<@Nullable Departure> lock(Transaction tx, UUID id, Kind kind) {
        return one(tx, LOCK, id, kind);
    }

    private static Uni<@Nullable Departure> one(Transaction tx, String sql, UUID id, Kind kind) {
        return tx.query(sql, Tuple.of(id, kind.name())).map(rows -> {
            for (Row row : rows) {
                return Departure.of(row);
            }
            return null;
        });
    }

    /** The latest completed export since when nothing can have changed, or null. */
    Uni<@Nullable UUID> finalExport(Transaction tx) {
        return tx.query(FINAL_EXPORT).map(rows -> {
            for (Row row : rows) {
                return row.getUUID("id");
            }
            return null;
        });
    }

    Uni<Boolean> isPurgeRunning(Transaction tx) {
        return tx.query(PURGE_RUNS).map(rows -> rows.iterator().next().getBoolean("runs"));
    }

    /** From now on the tenant's data may change again. */
    Uni<Void> outdateExports(Transaction tx) {
        return tx.query(OUTDATE).replaceWithVoid();
    }

    Uni<Void> answer(Transaction tx, UUID id, ServiceAnswer answer, Instant completedAt) {
        return tx.update(ANSWER, Tuple.of(id, answer.service(), SqlTime.of(completedAt), json.write(answer)))
                .replaceWithVoid();
    }

    Uni<List<ServiceAnswer>> answers(Transaction tx, UUID id) {
        return tx.query(ANSWERS, Tuple.of(id)).map(rows -> {
            List<ServiceAnswer> answers = new ArrayList<>();
            for (Row row : rows) {
                answers.add(json.read(row.getString("outcome"), ServiceAnswer.class));
            }
            return answers;
        });
    }

    Uni<Void> complete(Transaction tx, UUID id, Instant at, String report) {
        return tx.update(COMPLETE, Tuple.of(id, SqlTime.of(at), report)).replaceWithVoid();
    }
}
