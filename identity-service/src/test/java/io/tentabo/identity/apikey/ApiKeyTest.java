package io.tentabo.identity.apikey;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.form;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.operatorToken;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.test.AtOnce;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users' keys: who makes, sees and revokes them. */
@IdentityTest
class ApiKeyTest {

    private static final String KEYS = "/identity/v1/api-keys";
    private static final String USERS = "/identity/v1/users";

    @Test
    void aKeyIsShownOnceAndStoredAsAHashOnly() {
        // Given
        Tenant tenant = tenant();

        // When
        Response created = tenant.asOwner()
                .body(Map.of("name", "Export", "scopes", List.of("users.read", "leads.read", "leads.read")))
                .post(KEYS);

        // Then
        created.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .header("Location", matchesPattern(".*" + KEYS + "/" + created.path("id")))
                .body("key", matchesPattern("tbk_[0-9A-Za-z]{8}_[0-9A-Za-z_-]{70}"))
                .body("scopes", equalTo(List.of("leads.read", "users.read")));
        String key = created.path("key");
        Response shown = tenant.asOwner().get(KEYS + "/" + created.path("id"));
        shown.then()
                .statusCode(200)
                .body("prefix", equalTo(key.substring(0, 12)))
                .body("status", equalTo("ACTIVE"))
                .body("usageCount", equalTo(0))
                .body("lastUsedAt", nullValue());
        assertThat(shown.asString()).doesNotContain(key.substring(13));
        assertThat(query("SELECT k::text FROM api_keys k WHERE id = ?", id(created)))
                .contains(key.substring(4, 12))
                .doesNotContain(key.substring(13, 40));
        assertThat(query("SELECT string_agg(a::text, ' ') FROM audit_logs a WHERE tenant_id = ?", tenant.id()))
                .contains("api-key.created")
                .doesNotContain(key.substring(13, 40));
    }

    @Test
    void aKeyActsAsItsUserAsFarAsItsScopesGo() {
        // Given
        Tenant tenant = tenant();
        String key = tenant.asOwner()
                .body(Map.of("name", "Reader", "scopes", List.of("users.read")))
                .post(KEYS)
                .path("key");

        // When
        Response read = tenant.as(key).get(USERS);

        // Then
        read.then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(tenant.ownerId().toString())));
        json(tenant.address()).header("X-API-Key", key).get(USERS).then().statusCode(200);
        tenant.as(key).get("/identity/v1/audit").then().statusCode(403);
        tenant.as(key)
                .body(Map.of("name", "x", "permissions", List.of()))
                .post("/identity/v1/roles")
                .then()
                .statusCode(403);
    }

    @Test
    void aKeyMakesNeitherKeysNorPasswordsNorSecretsNorSessions() {
        // Given
        Tenant tenant = tenant();
        UUID user = tenant.user("grace@keys.example", Map.of());
        String client = tenant.asOwner()
                .body(Map.of("name", "erp", "roles", List.of("viewer")))
                .post("/identity/v1/clients")
                .path("id");
        String key = tenant.asOwner()
                .body(Map.of("name", "Provisioning", "scopes", List.of("users.read", "users.manage", "leads.read")))
                .post(KEYS)
                .path("key");
        Map<String, Object> newUser = Map.of(
                "kind", "INTERNAL", "email", "new@keys.example", "firstName", "N", "lastName", "N", "roles", List.of());

        // When
        List<Integer> refused = Stream.of(
                        tenant.as(key)
                                .body(Map.of("name", "Next", "scopes", List.of("leads.read")))
                                .post(KEYS),
                        tenant.as(key).get(KEYS),
                        tenant.as(key)
                                .body(Map.of("password", "another long password"))
                                .put(USERS + "/" + user + "/password"),
                        tenant.as(key).post("/identity/v1/clients/" + client + "/secret"),
                        tenant.as(key).get("/identity/v1/sessions"),
                        tenant.as(key).get("/identity/v1/me"),
                        tenant.as(key)
                                .body(Stream.concat(
                                                newUser.entrySet().stream(), Stream.of(Map.entry("password", PASSWORD)))
                                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                                .post(USERS))
                .map(Response::statusCode)
                .toList();

        // Then
        assertThat(refused).containsOnly(403);
        tenant.as(key).body(newUser).post(USERS).then().statusCode(201);
        tenant.signIn("grace@keys.example", PASSWORD).then().statusCode(201);
    }

    @Test
    void nobodyGivesAKeyWhatTheyLack() {
        // Given
        Tenant tenant = tenant();
        tenant.user("viewer@keys.example", Map.of("roles", List.of("viewer")));
        String token = tenant.signIn("viewer@keys.example", PASSWORD).path("accessToken");

        // When
        Response refused = tenant.as(token)
                .body(Map.of("name", "More", "scopes", List.of("leads.read", "leads.write")))
                .post(KEYS);

        // Then
        refused.then().statusCode(403).body("code", equalTo("role.beyond-own-permissions"));
        tenant.as(token)
                .body(Map.of("name", "Own", "scopes", List.of("leads.read")))
                .post(KEYS)
                .then()
                .statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tentabo", "openid", "leads.*", "", "tenants.manage", "x'; --"})
    void aScopeIsASinglePermission(String scope) {
        // Given
        Tenant tenant = tenant();

        // When
        Response refused = tenant.asOwner()
                .body(Map.of("name", "Wide", "scopes", List.of(scope)))
                .post(KEYS);

        // Then
        refused.then().statusCode(422).body("code", equalTo("api-key.unknown-scope"));
    }

    @Test
    void aKeyEndsByItselfWithinAYear() {
        // Given
        Tenant tenant = tenant();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        // When
        Response usual = create(tenant, "usual", null);

        // Then
        assertThat(Duration.between(now, Instant.parse(usual.path("expiresAt"))))
                .isBetween(Duration.ofDays(90), Duration.ofDays(90).plusMinutes(1));
        Instant soon = now.plus(Duration.ofDays(7));
        create(tenant, "soon", soon).then().statusCode(201).body("expiresAt", equalTo(soon.toString()));
        create(tenant, "longest", now.plus(Duration.ofDays(364))).then().statusCode(201);
        create(tenant, "longer", now.plus(Duration.ofDays(366)))
                .then()
                .statusCode(422)
                .body("code", equalTo("api-key.expiry"));
        create(tenant, "over", now.minusSeconds(1)).then().statusCode(422);
        create(tenant, "never", Instant.parse("9999-12-31T23:59:59Z")).then().statusCode(422);
    }

    @Test
    void aUserHasABoundedNumberOfKeysHoweverManyAreMadeAtOnce() {
        // Given
        Tenant tenant = tenant();

        // When
        List<Integer> statuses =
                AtOnce.run(IntStream.range(0, 9).boxed().toList(), i -> create(tenant, "key " + i, null)
                        .statusCode());

        // Then
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(5);
        assertThat(statuses).filteredOn(status -> status == 422).hasSize(4);
        String one = tenant.asOwner().get(KEYS).path("items[0].id");
        revoke(tenant, one, "Room for another").then().statusCode(200);
        create(tenant, "in its place", null).then().statusCode(201);
    }

    @Test
    void aRepeatedCreationFindsTheNameTakenUntilTheKeyIsRevoked() {
        // Given
        Tenant tenant = tenant();
        String first = create(tenant, "Import", null).path("id");

        // When
        Response repeated = create(tenant, "IMPORT", null);

        // Then
        repeated.then().statusCode(409).body("code", equalTo("api-key.name-taken"));
        revoke(tenant, first, "Its secret was lost").then().statusCode(200);
        create(tenant, "Import", null).then().statusCode(201);
    }

    @Test
    void aRevokedKeySaysWhyAndByWhomAndTheFirstReasonStays() {
        // Given
        Tenant tenant = tenant();
        String key = create(tenant, "Import", null).path("id");

        // When
        Response revoked = revoke(tenant, key, "Was committed to a public repository");

        // Then
        revoked.then()
                .statusCode(200)
                .body("status", equalTo("REVOKED"))
                .body("revokedBy", equalTo(tenant.ownerId().toString()));
        revoke(tenant, key, "Another one")
                .then()
                .statusCode(200)
                .body("revokeReason", equalTo("Was committed to a public repository"));
        revoke(tenant, key, " ").then().statusCode(400);
        assertThat(query(
                        "SELECT count(*) || ' ' || min(new_values::text) FROM audit_logs WHERE tenant_id = ? AND action = 'api-key.revoked'",
                        tenant.id()))
                .startsWith("1 ")
                .contains("public repository");
    }

    @Test
    void anAdministratorSeesAndRevokesTheKeysOfOthersAndNobodyElseDoes() {
        // Given
        Tenant tenant = tenant();
        Tenant other = tenant();
        UUID user = tenant.user("grace@keys.example", Map.of());
        tenant.user("eve@keys.example", Map.of());
        String grace = tenant.signIn("grace@keys.example", PASSWORD).path("accessToken");
        String eve = tenant.signIn("eve@keys.example", PASSWORD).path("accessToken");
        String key = tenant.as(grace)
                .body(Map.of("name", "Mine", "scopes", List.of("leads.read")))
                .post(KEYS)
                .path("id");
        String ofGrace = USERS + "/" + user + "/api-keys";

        // When
        Response listed = tenant.asOwner().get(ofGrace);

        // Then
        listed.then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(key)))
                .body("items[0].userId", equalTo(user.toString()));
        tenant.as(eve).get(KEYS).then().statusCode(200).body("items", hasSize(0));
        tenant.as(eve).get(KEYS + "/" + key).then().statusCode(404);
        tenant.as(eve)
                .body(Map.of("reason", "Envy"))
                .post(KEYS + "/" + key + "/revoke")
                .then()
                .statusCode(404);
        tenant.as(eve).get(ofGrace).then().statusCode(403);
        tenant.asOwner().get(KEYS + "/" + key).then().statusCode(404);
        other.asOwner().get(ofGrace).then().statusCode(404);
        other.asOwner()
                .body(Map.of("reason", "Espionage"))
                .post(ofGrace + "/" + key + "/revoke")
                .then()
                .statusCode(404);
        tenant.asOwner()
                .body(Map.of("reason", "Left the project"))
                .post(ofGrace + "/" + key + "/revoke")
                .then()
                .statusCode(200)
                .body("revokedBy", equalTo(tenant.ownerId().toString()));
        tenant.as(grace).get(KEYS + "/" + key).then().body("revokeReason", equalTo("Left the project"));
    }

    @Test
    void programsAndOperatorsHaveNoKeys() {
        // Given
        Tenant tenant = tenant();
        String client = tenant.asOwner()
                .body(Map.of("name", "erp", "roles", List.of("viewer")))
                .post("/identity/v1/clients")
                .path("id");
        String secret = tenant.asOwner()
                .post("/identity/v1/clients/" + client + "/secret")
                .path("clientSecret");
        String token = form(tenant.address())
                .formParam("grant_type", "client_credentials")
                .formParam("client_id", tenant.slug() + ".erp")
                .formParam("client_secret", secret)
                .post("/identity/oauth2/token")
                .path("access_token");

        // When
        Response refused = tenant.as(token)
                .body(Map.of("name", "Beside the secret", "scopes", List.of("leads.read")))
                .post(KEYS);

        // Then
        refused.then().statusCode(403);
        json(anyAddress())
                .auth()
                .oauth2(operatorToken())
                .body(Map.of("name", "Operator", "scopes", List.of("leads.read")))
                .post(KEYS)
                .then()
                .statusCode(403);
    }

    @Test
    void keysAreListedPageByPage() {
        // Given
        Tenant tenant = tenant();
        String first = create(tenant, "first", null).path("id");
        String second = create(tenant, "second", null).path("id");

        // When
        Response page = tenant.asOwner().queryParam("limit", 1).get(KEYS);

        // Then
        page.then().statusCode(200).body("items.id", equalTo(List.of(second)));
        tenant.asOwner()
                .queryParam("limit", 1)
                .queryParam("cursor", page.<String>path("nextCursor"))
                .get(KEYS)
                .then()
                .body("items.id", equalTo(List.of(first)));
        tenant.asOwner().get(KEYS).then().body("items.name", containsInAnyOrder("first", "second"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"x\"}",
                "{\"name\": \" \", \"scopes\": [\"leads.read\"]}",
                "{\"name\": \"x\", \"scopes\": []}",
                "{\"name\": \"x\", \"scopes\": [null]}",
                "{\"name\": \"x\", \"scopes\": \"leads.read\"}",
                "{\"name\": \"x\", \"scopes\": [\"leads.read\"], \"userId\": \"0193a1b2-0000-7000-8000-0123456789ab\"}",
                "{\"name\": \"x\", \"scopes\": [\"leads.read\"], \"expiresAt\": \"tomorrow\"}"
            })
    void aMalformedRequestIsTheClientsFault(String body) {
        // Given
        Tenant tenant = tenant();

        // When
        Response refused = tenant.asOwner().body(body).post(KEYS);

        // Then
        refused.then().statusCode(400);
    }

    private static Response create(Tenant tenant, String name, Instant expiresAt) {
        Map<String, Object> body = expiresAt == null
                ? Map.of("name", name, "scopes", List.of("leads.read"))
                : Map.of("name", name, "scopes", List.of("leads.read"), "expiresAt", expiresAt.toString());
        return tenant.asOwner().body(body).post(KEYS);
    }

    private static Response revoke(Tenant tenant, String key, String reason) {
        return tenant.asOwner().body(Map.of("reason", reason)).post(KEYS + "/" + key + "/revoke");
    }

    private static UUID id(Response created) {
        return UUID.fromString(created.path("id"));
    }
}
