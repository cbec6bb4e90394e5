package io.tentabo.kit.host.idempotency;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.idempotency.IdempotencyCleanUp;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.test.AtOnce;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import io.tentabo.test.TestTokens;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class IdempotencyTest {

    private static final String NOTE = "{\"text\": \"a note\"}";

    @Inject
    IdempotencyCleanUp cleanUp;

    @Inject
    CallerContext callers;

    private final UUID tenant = UUID.randomUUID();
    private final String token = TestTokens.user(tenant).owner().token();

    @Test
    void aRepeatedRequestGetsTheSameAnswerByteByByteAndHasOneEffect() throws SQLException {
        // When
        Response first = post(token, "key-1", NOTE);
        Response second = post(token, "key-1", "{ \"text\" : \"a note\" }");

        // Then
        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.asByteArray()).isNotEmpty().isEqualTo(first.asByteArray());
        assertThat(Stream.of("Location", "ETag", "Content-Type"))
                .allSatisfy(name -> assertThat(second.header(name)).isNotNull().isEqualTo(first.header(name)));
        assertThat(first.path("text").toString()).isEqualTo("a note");
        assertThat(first.header(Idempotency.REPLAYED_HEADER)).isNull();
        assertThat(second.header(Idempotency.REPLAYED_HEADER)).isEqualTo("true");
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void withoutAKeyEveryRequestHasItsEffect() throws SQLException {
        // When
        post(token, null, NOTE);
        post(token, null, NOTE);

        // Then
        assertThat(notes()).isEqualTo(2);
    }

    @Test
    void aKeyReusedForAnotherBodyIsRefused() throws SQLException {
        // Given
        post(token, "key-1", NOTE);

        // When
        Response other = post(token, "key-1", "{\"text\": \"another note\"}");

        // Then
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.<String>path("code")).isEqualTo("idempotency.key-reused");
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void ofConcurrentRequestsOneWinsAndTheOthersReplayItsAnswer() throws Exception {
        // Given
        Supplier<Response> request = () -> post(token, "key-1", "{\"text\": \"slow\", \"pauseMillis\": 300}");

        // When
        List<Response> answers = AtOnce.run(5, request);

        // Then
        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(answers.stream().map(Response::asString).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.header(Idempotency.REPLAYED_HEADER) == null))
                .hasSize(1);
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void aFailedRequestLeavesItsKeyFree() throws SQLException {
        // Given
        Response failed = post(token, "key-1", "{\"text\": \"n\", \"fails\": true}");
        Response refused = post(token, "key-2", "{\"text\": \"n\", \"refuses\": true}");

        // When
        Response afterFailure = post(token, "key-1", NOTE);
        Response afterRefusal = post(token, "key-2", NOTE);

        // Then
        assertThat(List.of(failed, refused)).extracting(Response::statusCode).containsOnly(409);
        assertThat(List.of(afterFailure, afterRefusal))
                .extracting(Response::statusCode)
                .containsOnly(201);
    }

    @Test
    void aConcurrentRepetitionOfAFailingRequestDoesTheWorkItself() throws Exception {
        // Given
        Supplier<Response> failing =
                () -> post(token, "key-1", "{\"text\": \"n\", \"fails\": true, \"pauseMillis\": 300}");

        // When
        List<Response> answers = AtOnce.run(2, failing);

        // Then
        assertThat(answers).extracting(Response::statusCode).containsOnly(409);
        assertThat(answers)
                .extracting(answer -> answer.header(Idempotency.REPLAYED_HEADER))
                .containsOnlyNulls();
        assertThat(notes()).isZero();
    }

    @Test
    void aKeyBelongsToItsUser() throws SQLException {
        // When
        Response first = post(token, "key-1", NOTE);
        Response second = post(TestTokens.user(tenant).owner().token(), "key-1", NOTE);

        // Then
        assertThat(second.asString()).isNotEqualTo(first.asString());
        assertThat(notes()).isEqualTo(2);
    }

    @Test
    void callersWithoutTenantOrUserHaveKeysToo() {
        // Given
        String operator = TestTokens.operator().token();
        String key = UUID.randomUUID().toString();

        // When
        List<Response> operators = Stream.of(operator, operator)
                .map(each -> send(given().auth().oauth2(each), key, NOTE, "/kit/v1/once-for-anyone"))
                .toList();
        List<Response> nobodies = Stream.of(1, 2)
                .map(ignored -> send(given(), key, NOTE, "/kit/v1/once-for-anyone"))
                .toList();

        // Then
        assertThat(operators.getLast().asString())
                .isEqualTo(operators.getFirst().asString());
        assertThat(nobodies.getLast().asString()).isEqualTo(nobodies.getFirst().asString());
        assertThat(nobodies.getFirst().asString())
                .isNotEqualTo(operators.getFirst().asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "k\u00e9y"})
    void aMalformedKeyIsRefused(String key) {
        // When
        Response response = post(token, key, NOTE);

        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.<String>path("code")).isEqualTo("idempotency.key-invalid");
    }

    @Test
    void onlyAnswersPastTheirRetentionAreDeleted() throws SQLException {
        // Given
        post(token, "old", NOTE);
        execute("UPDATE idempotency_keys SET created_at = now() - interval '25 hours' WHERE tenant_id = ?");
        post(token, "recent", NOTE);

        // When
        callers.inBackground(Caller.NOBODY, cleanUp::deleteExpired).await().atMost(Duration.ofSeconds(20));

        // Then
        assertThat(count("SELECT count(*) FROM idempotency_keys WHERE tenant_id = ?"))
                .isEqualTo(1);
        assertThat(post(token, "recent", NOTE).header(Idempotency.REPLAYED_HEADER))
                .isEqualTo("true");
        try (var database = TestDatabase.background();
                var statement = database.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM idempotency_keys")).isZero();
        }
    }

    private static Response post(String token, String key, String body) {
        return send(given().auth().oauth2(token), key, body, "/kit/v1/once");
    }

    private static Response send(RequestSpecification request, String key, String body, String path) {
        if (key != null) {
            request.header(Idempotency.KEY_HEADER, key);
        }
        return request.contentType("application/json").body(body).post(path);
    }

    private int notes() throws SQLException {
        return count("SELECT count(*) FROM notes WHERE tenant_id = ?");
    }

    private int count(String sql) throws SQLException {
        try (var database = TestDatabase.superuser();
                var query = database.prepareStatement(sql)) {
            query.setObject(1, tenant);
            var rows = query.executeQuery();
            rows.next();
            return rows.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var database = TestDatabase.superuser();
                var statement = database.prepareStatement(sql)) {
            statement.setObject(1, tenant);
            statement.executeUpdate();
        }
    }
}
