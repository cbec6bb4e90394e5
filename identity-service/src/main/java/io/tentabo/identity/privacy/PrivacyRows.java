package io.tentabo.identity.privacy;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.privacy.PersonJob;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ConstraintViolations;
import io.tentabo.kit.tenancy.SqlJson;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests of the transaction's tenant in the database, and whom they are about. */
@Singleton
class PrivacyRows {

    private static final String SEATS = """
            WITH named AS (
                SELECT coalesce(
                    $2::text,
                    (SELECT u.email FROM users u WHERE u.tenant_id = (SELECT current_tenant()) AND u.id = $1)) AS email
            )
            SELECT u.id, u.kind, u.status, n.email
            FROM named n
            JOIN users u ON u.tenant_id = (SELECT current_tenant()) AND (u.id = $1 OR u.email = n.email)
            ORDER BY u.id
            """;

    private static final String INSERT = """
            INSERT INTO privacy_requests (id, tenant_id, kind, user_ids, person_key, reason, requested_by)
            VALUES ($1, (SELECT current_tenant()), $2, $3, $4, $5, $6)
            RETURNING %s
            """.formatted(PrivacyRequest.COLUMNS);

    private static final String LIST = "SELECT " + PrivacyRequest.COLUMNS_OF_A_LIST + " FROM privacy_requests";

    private static final String FIND = "SELECT " + PrivacyRequest.COLUMNS
            + " FROM privacy_requests WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND kind = $2";

    private static final String LOCK = FIND + " FOR UPDATE";

    private static final String ANSWER = """
            INSERT INTO privacy_answers (tenant_id, request_id, service, completed_at, outcome)
            VALUES ((SELECT current_tenant()), $1, $2, $3, $4::text::jsonb)
            ON CONFLICT DO NOTHING
            """;

    private static final String ANSWERS = """
            SELECT outcome::text AS outcome
            FROM privacy_answers
            WHERE tenant_id = (SELECT current_tenant()) AND request_id = $1
            ORDER BY service
            """;

    private static final String COMPLETE = """
            UPDATE privacy_requests
            SET completed_at = $2, report = $3, person_key = NULL
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
            """;

    private final SqlJson json;
    private final Transactions transactions;
    private final Cursors cursors;

    PrivacyRows(SqlJson json, Transactions transactions, Cursors cursors) {
        this.json = json;
        this.transactions = transactions;
        this.cursors = cursors;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 for an unknown user, 422 for a program */
    Uni<Person> person(Transaction tx, @Nullable UUID userId, @Nullable String email) {
        return tx.query(SEATS, Tuple.of(userId, email)).map(rows -> {
            List<UUID> seats = new ArrayList<>();
            boolean isUser = false;
            String address = email;
            for (Row row : rows) {
                if (row.getString("kind").equals("SERVICE")) {
                    throw PrivacyProblems.NOT_A_PERSON.with("It has no personal data; end its client instead.");
                }
                seats.add(row.getUUID("id"));
                isUser |= !row.getString("status").equals("DELETED");
                address = row.getString("email");
            }
            if (userId != null && seats.isEmpty()) {
                throw CommonProblems.notFound("user", userId);
            }
            return new Person(seats, address, isUser);
        });
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 409 while another one is running */
    Uni<PrivacyRequest> insert(Transaction tx, PersonJob.Kind kind, Person person, byte[] personKey, String reason) {
        return tx.query(
                        INSERT,
                        Tuple.from(Arrays.asList(
                                Ids.next(),
                                kind.name(),
                                person.userIds().toArray(UUID[]::new),
                                Buffer.buffer(personKey),
                                reason,
                                tx.caller().requireUserId())))
                .onFailure(ConstraintViolations.violates("uq_privacy_requests_open"))
                .transform(ignored -> PrivacyProblems.RUNNING.with("Wait until it is completed."))
                .map(rows -> PrivacyRequest.of(rows.iterator().next()));
    }

    Uni<Page<PrivacyRequest>> list(PersonJob.Kind kind, PageRequest page) {
        return KeysetQuery.of("privacy-requests", LIST)
                .where("kind = ?", kind.name())
                .sorts("-requestedAt", SortKey.timestamp("requestedAt", "requested_at"))
                .fetch(transactions, cursors, page, PrivacyRequest::of);
    }

    Uni<@Nullable PrivacyRequest> find(Transaction tx, UUID id, PersonJob.Kind kind) {
        return one(tx, FIND, id, kind);
    }

    /** Answers of several services are taken one after another. */
    Uni<@Nullable PrivacyRequest> lock(Transaction tx, UUID id, PersonJob.Kind kind) {
        return one(tx, LOCK, id, kind);
    }

    private static Uni<@Nullable PrivacyRequest> one(Transaction tx, String sql, UUID id, PersonJob.Kind kind) {
        return tx.query(sql, Tuple.of(id, kind.name())).map(rows -> {
            for (Row row : rows) {
                return PrivacyRequest.of(row);
            }
            return null;
        });
    }

    Uni<Void> answer(Transaction tx, UUID id, ServiceOutcome answer, Instant completedAt) {
        return tx.update(ANSWER, Tuple.of(id, answer.service(), SqlTime.of(completedAt), json.write(answer)))
                .replaceWithVoid();
    }

    Uni<List<ServiceOutcome>> answers(Transaction tx, UUID id) {
        return tx.query(ANSWERS, Tuple.of(id)).map(rows -> {
            List<ServiceOutcome> answers = new ArrayList<>();
            for (Row row : rows) {
                answers.add(json.read(row.getString("outcome"), ServiceOutcome.class));
            }
            return answers;
        });
    }

    Uni<Void> complete(Transaction tx, UUID id, Instant at, String report) {
        return tx.update(COMPLETE, Tuple.of(id, SqlTime.of(at), report)).replaceWithVoid();
    }
}
