package io.tentabo.kit.host;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.kit.security.ApiKey;
import io.tentabo.test.AtOnce;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestApiKey;
import io.tentabo.test.TestTokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a service lets in who sends an API key; the issuer is a stand-in that each test tells what a key is worth. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class ApiKeyAdmissionTest {

    private static final String CALLER = "/kit/v1/caller";
    private static final String NOTES = "/kit/v1/notes";
    private static final Duration FORGOTTEN = Duration.ofMillis(2100);
    private static final Duration REFUSAL_FORGOTTEN = Duration.ofMillis(1100);

    private final UUID tenant = UUID.randomUUID();
    private final UUID user = UUID.randomUUID();

    @Test
    void aKeyIsWorthItsTokenInEitherHeader() {
        // Given
        TestApiKey key = key("viewer");

        // When
        Response bearer = asBearer(key.text(), CALLER);

        // Then
        bearer.then()
                .statusCode(200)
                .body("tenantId", equalTo(tenant.toString()))
                .body("userId", equalTo(user.toString()));
        given().header("X-API-Key", key.text())
                .get(CALLER)
                .then()
                .statusCode(200)
                .body("userId", equalTo(user.toString()));
        asBearer(key.text(), NOTES).then().statusCode(200);
        assertThat(key.exchanges()).isEqualTo(1);
    }

    @Test
    void aKeyPermitsNoMoreThanItsToken() {
        // Given
        TestApiKey key = key("fulfiller");

        // When
        Response refused = asBearer(key.text(), NOTES);

        // Then
        refused.then().statusCode(403);
    }

    @Test
    void aTokenOutranksAKeyBesideIt() {
        // Given
        TestApiKey key = key("viewer");
        UUID other = UUID.randomUUID();

        // When
        Response response = given().auth()
                .oauth2(TestTokens.user(tenant, other).token())
                .header("X-API-Key", key.text())
                .get(CALLER);

        // Then
        response.then().statusCode(200).body("userId", equalTo(other.toString()));
        assertThat(key.exchanges()).isZero();
    }

    @Test
    void requestsThatComeAtOnceShareOneExchange() {
        // Given
        TestApiKey key = key("viewer").answers(200, Duration.ofMillis(400));

        // When
        List<Integer> statuses =
                AtOnce.run(24, () -> asBearer(key.text(), CALLER).statusCode());

        // Then
        assertThat(statuses).containsOnly(200);
        assertThat(key.exchanges()).isEqualTo(1);
    }

    @Test
    void aRevokedKeyIsLetInOnlyWhileItIsRemembered() throws InterruptedException {
        // Given
        TestApiKey key = key("viewer");
        asBearer(key.text(), CALLER).then().statusCode(200);

        // When
        key.revoke();

        // Then
        asBearer(key.text(), CALLER).then().statusCode(200);
        Thread.sleep(FORGOTTEN);
        asBearer(key.text(), CALLER)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"))
                .contentType("application/problem+json")
                .body("code", equalTo("unauthenticated"));
    }

    @Test
    void aRefusalIsRememberedForAMoment() throws InterruptedException {
        // Given
        TestApiKey key = key("viewer").revoke();
        asBearer(key.text(), CALLER).then().statusCode(401);
        asBearer(key.text(), CALLER).then().statusCode(401);
        int exchanges = key.exchanges();
        key.answers(200, Duration.ZERO);

        // When
        Thread.sleep(REFUSAL_FORGOTTEN);

        // Then
        asBearer(key.text(), CALLER).then().statusCode(200);
        assertThat(exchanges).isEqualTo(1);
    }

    @Test
    void aRememberedKeyIsLetInWithoutTheIssuerAndAnyOtherIsAskedToComeLater() {
        // Given
        TestApiKey known = key("viewer");
        asBearer(known.text(), CALLER).then().statusCode(200);
        TestApiKey other = key("viewer").answers(500, Duration.ZERO);
        TestApiKey slow = key("viewer").answers(200, Duration.ofSeconds(3));
        known.answers(500, Duration.ZERO);

        // When
        Response remembered = asBearer(known.text(), CALLER);
        Response broken = asBearer(other.text(), CALLER);

        // Then
        remembered.then().statusCode(200);
        broken.then()
                .statusCode(503)
                .header("Retry-After", "5")
                .contentType("application/problem+json")
                .body("code", equalTo("unavailable"));
        asBearer(slow.text(), CALLER).then().statusCode(503);
        other.answers(200, Duration.ZERO);
        asBearer(other.text(), CALLER).then().statusCode(200);
    }

    @Test
    void whoGuessesIsToldToWaitAndTheKeyIsNotBlamed() {
        // Given
        TestApiKey key = key("viewer").answers(429, Duration.ZERO);

        // When
        Response throttled = asBearer(key.text(), CALLER);

        // Then
        throttled.then().statusCode(429).header("Retry-After", "7").body("code", equalTo("attempts.throttled"));
        key.answers(200, Duration.ZERO);
        asBearer(key.text(), CALLER).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tbk_",
                "tbk_12345678_",
                "tbk_'; DROP TABLE api_keys; --",
                "tbk_12345678_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsNoKeyIsRefusedWithoutAskingTheIssuer(String text) {
        // When
        Response refused = asBearer(text, CALLER);

        // Then
        refused.then().statusCode(401).body("code", equalTo("unauthenticated"));
        given().header("X-API-Key", text).get(CALLER).then().statusCode(401);
    }

    @Test
    void anUnknownKeyIsRefused() {
        // Given
        String unknown = ApiKey.generate(tenant, new SecureRandom()).text();

        // When
        Response refused = asBearer(unknown, CALLER);

        // Then
        refused.then().statusCode(401);
        given().header("X-API-Key", TestTokens.user(tenant).token())
                .get(CALLER)
                .then()
                .statusCode(401);
    }

    @Test
    void usesAreReportedTogether() {
        // Given
        TestApiKey key = key("viewer");

        // When
        List<Integer> statuses =
                AtOnce.run(50, () -> asBearer(key.text(), CALLER).statusCode());

        // Then
        await(() -> key.uses() == 50);
        assertThat(statuses).containsOnly(200);
        assertThat(key.reports()).isLessThan(10);
    }

    private TestApiKey key(String role) {
        return TestApiKey.worth(
                tenant, TestTokens.user(tenant, user).roles(role).token());
    }

    private static Response asBearer(String credential, String path) {
        return given().header("Authorization", "Bearer " + credential).get(path);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not happen within ten seconds");
            }
            Thread.onSpinWait();
        }
    }
}
