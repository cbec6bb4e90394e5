package io.tentabo.identity.apikey;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.operatorToken;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.kit.security.ApiKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a presented key is worth, and how its uses are counted. */
@IdentityTest
class ApiKeyGrantTest {

    private static final String KEYS = "/identity/v1/api-keys";
    private static final String USERS = "/identity/v1/users";
    private static final String TOKENS = "/identity/internal/api-key-tokens";
    private static final String USES = "/identity/internal/api-key-uses";

    @Test
    void aKeyIsExchangedForATokenOfItsUserWithinItsScopes() {
        // Given
        Tenant tenant = tenant();
        Response key = key(tenant, tenant.ownerToken(), "users.read", "leads.read");

        // When
        Response exchanged = exchange(key.path("key"));

        // Then
        exchanged
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("keyId", equalTo(key.path("id")))
                .body("expiresIn", greaterThan(200));
        JsonPath claims = claims(exchanged);
        assertThat(claims.getString("sub")).isEqualTo(tenant.ownerId().toString());
        assertThat(claims.getString("tenant_id")).isEqualTo(tenant.id().toString());
        assertThat(claims.getList("permissions")).containsExactlyInAnyOrder("users.read", "leads.read");
        assertThat(claims.getList("roles")).isEmpty();
        assertThat(claims.getString("row_scope")).isEqualTo("TENANT");
        assertThat(claims.getString("sid")).isNull();
    }

    @Test
    void aKeyIsNeverWorthMoreThanItsUserAtThatMoment() {
        // Given
        Tenant tenant = tenant();
        UUID user = tenant.user("grace@grants.example", Map.of("roles", List.of("manager")));
        String token = tenant.signIn("grace@grants.example", PASSWORD).path("accessToken");
        String key = key(tenant, token, "users.read", "leads.read").path("key");

        // When
        tenant.asOwner()
                .contentType("application/merge-patch+json")
                .body(Map.of("roles", List.of("member")))
                .patch(USERS + "/" + user)
                .then()
                .statusCode(200);

        // Then
        JsonPath claims = claims(exchange(key));
        assertThat(claims.getList("permissions")).containsExactly("leads.read");
        assertThat(claims.getString("row_scope")).isEqualTo("ASSIGNED");
    }

    @Test
    void aKeyAndItsTokenEndTogether() {
        // Given
        Tenant tenant = tenant();
        String key = tenant.asOwner()
                .body(Map.of(
                        "name",
                        "Short",
                        "scopes",
                        List.of("users.read"),
                        "expiresAt",
                        Instant.now().plusSeconds(3).toString()))
                .post(KEYS)
                .path("key");

        // When
        Response exchanged = exchange(key);

        // Then
        exchanged.then().statusCode(200).body("expiresIn", lessThanOrEqualTo(3));
        await(() -> exchange(key).statusCode() == 401);
        tenant.as(key).get(USERS).then().statusCode(401);
        tenant.asOwner().get(KEYS).then().body("items[0].status", equalTo("EXPIRED"));
    }

    @Test
    void aRevokedKeyIsLetInForNoLongerThanItIsRemembered() {
        // Given
        Tenant tenant = tenant();
        Response key = key(tenant, tenant.ownerToken(), "users.read");
        tenant.as(key.path("key")).get(USERS).then().statusCode(200);

        // When
        tenant.asOwner()
                .body(Map.of("reason", "Leaked"))
                .post(KEYS + "/" + key.path("id") + "/revoke")
                .then()
                .statusCode(200);

        // Then
        exchange(key.path("key")).then().statusCode(401).body("code", equalTo("unauthenticated"));
        await(() -> tenant.as(key.path("key")).get(USERS).statusCode() == 401);
    }

    @Test
    void removingAUserEndsItsKeys() {
        // Given
        Tenant tenant = tenant();
        UUID user = tenant.user("leaver@grants.example", Map.of());
        String token = tenant.signIn("leaver@grants.example", PASSWORD).path("accessToken");
        Response key = key(tenant, token, "leads.read");

        // When
        Response removed = tenant.asOwner().delete(USERS + "/" + user);

        // Then
        removed.then().statusCode(204);
        exchange(key.path("key")).then().statusCode(401);
        assertThat(query("SELECT revoke_reason FROM api_keys WHERE id = ?", id(key)))
                .isEqualTo("The user was removed.");
        assertThat(query(
                        "SELECT new_values::text FROM audit_logs WHERE tenant_id = ? AND action = 'user.api-keys-revoked'",
                        tenant.id()))
                .contains("USER_REMOVED", key.path("id"));
    }

    @Test
    void aDisabledUsersKeysStayRevokedWhenItIsEnabledAgain() {
        // Given
        Tenant tenant = tenant();
        UUID user = tenant.user("grace@grants.example", Map.of());
        String token = tenant.signIn("grace@grants.example", PASSWORD).path("accessToken");
        String key = key(tenant, token, "leads.read").path("key");
        tenant.asOwner()
                .contentType("application/merge-patch+json")
                .body(Map.of("status", "SUSPENDED"))
                .patch(USERS + "/" + user)
                .then()
                .statusCode(200);

        // When
        tenant.asOwner().post(USERS + "/" + user + "/enable").then().statusCode(200);

        // Then
        exchange(key).then().statusCode(401);
        tenant.asOwner()
                .get(USERS + "/" + user + "/api-keys")
                .then()
                .body("items[0].revokeReason", equalTo("The user was disabled."));
    }

    @Test
    void aSuspendedTenantsKeysRestUntilItIsActiveAgain() {
        // Given
        Tenant tenant = tenant();
        String key = key(tenant, tenant.ownerToken(), "users.read").path("key");

        // When
        status(tenant, "SUSPENDED");

        // Then
        exchange(key).then().statusCode(401);
        status(tenant, "ACTIVE");
        exchange(key).then().statusCode(200);
    }

    @Test
    void aKeyWithAnotherSecretAndAKeyOfNobodyAreRefusedAlike() {
        // Given
        Tenant tenant = tenant();
        Response key = key(tenant, tenant.ownerToken(), "users.read");
        ApiKey forged = ApiKey.generate(tenant.id(), new SecureRandom());
        execute("UPDATE api_keys SET prefix = ? WHERE id = ?", forged.prefix(), id(key));

        // When
        Response refused = exchange(forged.text());

        // Then
        Response unknown =
                exchange(ApiKey.generate(tenant.id(), new SecureRandom()).text());
        Response ofNoTenant =
                exchange(ApiKey.generate(UUID.randomUUID(), new SecureRandom()).text());
        for (Response response : List.of(refused, unknown, ofNoTenant)) {
            response.then().statusCode(401).body("detail", equalTo("The API key is not valid."));
        }
    }

    @Test
    void whoGuessesHasToWaitAndTheKeysUserElsewhereHasNot() {
        // Given
        Tenant tenant = tenant();
        String key = key(tenant, tenant.ownerToken(), "users.read").path("key");
        String guesser = anyAddress();

        // When
        List<Integer> answers = IntStream.range(0, 33)
                .mapToObj(i -> exchange(
                                ApiKey.generate(tenant.id(), new SecureRandom()).text(), guesser)
                        .statusCode())
                .toList();

        // Then
        assertThat(answers.getFirst()).isEqualTo(401);
        assertThat(answers.getLast()).isEqualTo(429);
        exchange(key, guesser).then().statusCode(429);
        exchange(key, anyAddress()).then().statusCode(200);
    }

    @Test
    void aKeyThatWasGoodOnceIsNoGuess() {
        // Given
        Tenant tenant = tenant();
        Response key = key(tenant, tenant.ownerToken(), "users.read");
        tenant.asOwner().body(Map.of("reason", "Rotated")).post(KEYS + "/" + key.path("id") + "/revoke");
        String office = anyAddress();

        // When
        List<Integer> answers = IntStream.range(0, 40)
                .mapToObj(i -> exchange(key.path("key"), office).statusCode())
                .toList();

        // Then
        assertThat(answers).containsOnly(401);
    }

    @Test
    void usesOfThisServiceArriveWithTheirAddress() {
        // Given
        Tenant tenant = tenant();
        Response key = key(tenant, tenant.ownerToken(), "users.read");

        // When
        IntStream.range(0, 7)
                .forEach(i -> tenant.as(key.path("key")).get(USERS).then().statusCode(200));

        // Then
        await(() -> shown(tenant, key).getLong("usageCount") == 7);
        assertThat(shown(tenant, key).getString("lastUsedIp")).isEqualTo(tenant.address());
        assertThat(shown(tenant, key).getString("lastUsedAt")).isNotNull();
    }

    @Test
    void reportsOfOtherServicesAddUpAndOnlyTheKeysTokenProvesThem() {
        // Given
        Tenant tenant = tenant();
        Response key = key(tenant, tenant.ownerToken(), "users.read");
        String token = exchange(key.path("key")).path("accessToken");
        Instant now = Instant.now();

        // When
        Response reported = json(anyAddress())
                .body(Map.of(
                        "uses",
                        List.of(
                                use(token, 40, now, "2001:db8::7"),
                                use(token, 2, now.minusSeconds(9), "198.51.100.9"),
                                use(tenant.ownerToken(), 1000, now, "203.0.113.1"),
                                use("nonsense", 1000, now, "'; --"))))
                .post(USES);

        // Then
        reported.then().statusCode(204);
        JsonPath shown = shown(tenant, key);
        assertThat(shown.getLong("usageCount")).isEqualTo(42);
        assertThat(shown.getString("lastUsedIp")).isEqualTo("2001:db8::7");
        assertThat(Duration.between(Instant.parse(shown.getString("lastUsedAt")), now))
                .isLessThan(Duration.ofMillis(1));
        json(anyAddress())
                .body(Map.of("uses", List.of(use(token, 1, now.plusSeconds(99999), "not an address"))))
                .post(USES)
                .then()
                .statusCode(204);
        assertThat(Instant.parse(shown(tenant, key).getString("lastUsedAt")))
                .isBefore(Instant.now().plusSeconds(5));
        json(anyAddress())
                .body(Map.of("uses", List.of(use(token, -5, now, "203.0.113.1"))))
                .post(USES)
                .then()
                .statusCode(400);
    }

    private static Map<String, Object> use(String token, long count, Instant at, String address) {
        return Map.of("accessToken", token, "count", count, "lastUsedAt", at.toString(), "lastUsedIp", address);
    }

    private static JsonPath shown(Tenant tenant, Response key) {
        return tenant.asOwner().get(KEYS + "/" + key.path("id")).jsonPath();
    }

    private static Response key(Tenant tenant, String token, String... scopes) {
        Response created = tenant.as(token)
                .body(Map.of("name", "Key", "scopes", List.of(scopes)))
                .post(KEYS);
        created.then().statusCode(201);
        return created;
    }

    private static Response exchange(String key) {
        return exchange(key, anyAddress());
    }

    private static Response exchange(String key, String address) {
        return json(anyAddress()).body(Map.of("key", key, "address", address)).post(TOKENS);
    }

    private static JsonPath claims(Response exchanged) {
        String payload = exchanged.<String>path("accessToken").split("\\.")[1];
        return JsonPath.from(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }

    private static void status(Tenant tenant, String status) {
        json(tenant.address())
                .auth()
                .oauth2(operatorToken())
                .body(Map.of("status", status, "reason", "Test"))
                .post("/identity/v1/tenants/" + tenant.id() + "/status")
                .then()
                .statusCode(200);
    }

    private static UUID id(Response created) {
        return UUID.fromString(created.path("id"));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within ten seconds").isLessThan(deadline);
        }
    }
}
