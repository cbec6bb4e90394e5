package io.tentabo.identity.provider;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.identity.ldap.TestDirectory;
import io.tentabo.kit.crypto.DataKeyRotation;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@IdentityTest
class AuthProviderTest {

    private static final String PROVIDERS = "/identity/v1/auth-providers";
    private static final String PROVIDER = PROVIDERS + "/{id}";

    private static TestDirectory directory;

    @Inject
    DataKeyRotation dataKeyRotation;

    @BeforeAll
    static void start() {
        directory = TestDirectory.start();
    }

    @AfterAll
    static void stop() {
        directory.close();
    }

    @Test
    void whatIsLeftOutHasTheDefaultsOfADirectory() {
        // Given
        Tenant tenant = tenant();

        // When
        Response created = tenant.asOwner().body(directory.provider(Map.of())).post(PROVIDERS);

        // Then
        created.then()
                .statusCode(201)
                .header("ETag", notNullValue())
                .header("Location", equalTo(base() + PROVIDERS + "/" + created.path("id")))
                .body("providerName", equalTo("ldap"))
                .body("configuration.type", equalTo("ldap"))
                .body("configuration.idAttribute", equalTo("uid"))
                .body("configuration.subjectAttribute", equalTo("entryUUID"))
                .body("active", equalTo(false))
                .body("health.status", equalTo("UNKNOWN"))
                .body("test", nullValue());
    }

    @Test
    void credentialsGoInAndNeverOut() {
        // Given
        Tenant tenant = tenant();
        UUID id = create(tenant, Map.of());

        // When
        List<Response> answers = List.of(
                tenant.asOwner().get(PROVIDER, id),
                tenant.asOwner().get(PROVIDERS),
                tenant.asOwner().post(PROVIDER + "/test", id),
                tenant.asOwner().post(PROVIDER + "/activate", id),
                tenant.asOwner()
                        .body(Map.of("credentials", Map.of("secret", TestDirectory.BIND_PASSWORD + "!")))
                        .patch(PROVIDER, id),
                tenant.asOwner().get("/identity/v1/audit"));

        // Then
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.asString()).doesNotContain(TestDirectory.BIND_PASSWORD);
        });
        assertThat(query("SELECT encode(credentials, 'escape') FROM auth_providers WHERE id = ?", id))
                .isNotEmpty()
                .doesNotContain(TestDirectory.BIND_PASSWORD);
        assertThat(actions(tenant))
                .contains(
                        "auth-provider.created",
                        "auth-provider.tested",
                        "auth-provider.activated",
                        "auth-provider.updated");
    }

    @Test
    void credentialsFollowToTheTenantsNextDataKey() {
        // Given
        Tenant tenant = tenant();
        UUID id = create(tenant, Map.of());
        execute("UPDATE tenant_keys SET created_at = now() - interval '366 days' WHERE tenant_id = ?", tenant.id());

        // When
        dataKeyRotation.rotate().await().atMost(Duration.ofSeconds(20));

        // Then
        assertThat(query("SELECT key_version FROM auth_providers WHERE id = ?", id))
                .isEqualTo("2");
        tenant.asOwner().post(PROVIDER + "/test", id).then().statusCode(200).body("passed", equalTo(true));
    }

    @Test
    void onlyAProviderThatHasPassedATestIsPutToUse() {
        // Given
        Tenant tenant = tenant();
        UUID untested = create(tenant, Map.of());
        UUID failing = create(tenant, Map.of("bindDn", "cn=somebody else,dc=example,dc=com"));

        // When
        Response test = tenant.asOwner().post(PROVIDER + "/test", failing);

        // Then
        test.then()
                .statusCode(200)
                .body("passed", equalTo(false))
                .body("error", equalTo("It does not accept the bind DN with this password."));
        for (UUID id : List.of(untested, failing)) {
            tenant.asOwner()
                    .post(PROVIDER + "/activate", id)
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("auth-provider.not-tested"));
        }
        tenant.asOwner()
                .get(PROVIDER, failing)
                .then()
                .body("test.passed", equalTo(false))
                .body("health.status", equalTo("DEGRADED"));
    }

    @Test
    void activatingOneDeactivatesTheOther() {
        // Given
        Tenant tenant = tenant();
        UUID first = active(tenant, Map.of());
        UUID second = create(tenant, Map.of("security", "LDAPS", "port", directory.ldapsPort()));
        tenant.asOwner().post(PROVIDER + "/test", second).then().body("passed", equalTo(true));

        // When
        Response switched = tenant.asOwner().post(PROVIDER + "/activate", second);

        // Then
        switched.then().statusCode(200).body("active", equalTo(true)).body("health.status", equalTo("HEALTHY"));
        tenant.asOwner().get(PROVIDER, first).then().body("active", equalTo(false));
        tenant.asOwner().get(PROVIDERS).then().body("items.findAll { it.active }", hasSize(1));
        assertThat(actions(tenant)).contains("auth-provider.deactivated");
    }

    @Test
    void anEditTakesAProviderOutOfUseUntilItIsTestedAgain() {
        // Given
        Tenant tenant = tenant();
        UUID id = active(tenant, Map.of());

        // When
        Response renamed =
                tenant.asOwner().body(Map.of("name", "The directory")).patch(PROVIDER, id);
        Response edited = tenant.asOwner()
                .body(Map.of("configuration", Map.of("idAttribute", "mail")))
                .patch(PROVIDER, id);

        // Then
        renamed.then().statusCode(200).body("active", equalTo(true));
        edited.then()
                .statusCode(200)
                .body("active", equalTo(false))
                .body("test", nullValue())
                .body("configuration.idAttribute", equalTo("mail"))
                .body("configuration.host", equalTo("localhost"));
        tenant.asOwner().post(PROVIDER + "/activate", id).then().statusCode(409);
    }

    @Test
    void storedCredentialsAreNotSentToAnotherHost() {
        // Given
        Tenant tenant = tenant();
        UUID id = create(tenant, Map.of());

        // When
        List<Response> refused = List.of(
                patch(tenant, id, Map.of("host", "attacker.example")),
                patch(tenant, id, Map.of("port", 1389)),
                tenant.asOwner()
                        .body("{\"configuration\": {\"caCertificates\": null}}")
                        .patch(PROVIDER, id));

        // Then
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.<String>path("code")).isEqualTo("auth-provider.credentials-required");
        });
    }

    @Test
    void whatCannotWorkIsRefusedAtOnce() {
        // Given
        Tenant tenant = tenant();

        // When
        List<Response> refused = List.of(
                post(tenant, Map.of("bindDn", "no distinguished name")),
                post(tenant, Map.of("caCertificates", "no certificate")),
                post(tenant, Map.of("idAttribute", "uid)(x=*")),
                post(tenant, Map.of("security", "NONE")),
                post(tenant, Map.of("type", "kerberos")),
                post(tenant, Map.of("surprise", true)));

        // Then
        assertThat(refused).extracting(Response::statusCode).containsExactly(422, 422, 400, 400, 400, 400);
    }

    @Test
    void aProviderInUseIsNotDeleted() {
        // Given
        Tenant tenant = tenant();
        UUID id = active(tenant, Map.of());

        // When
        Response refused = tenant.asOwner().delete(PROVIDER, id);

        // Then
        refused.then().statusCode(409).body("code", equalTo("auth-provider.in-use"));
        tenant.asOwner().post(PROVIDER + "/deactivate", id).then().statusCode(200);
        tenant.asOwner().delete(PROVIDER, id).then().statusCode(204);
        tenant.asOwner().get(PROVIDER, id).then().statusCode(404);
    }

    @Test
    void anEditOfAStaleVersionIsRefused() {
        // Given
        Tenant tenant = tenant();
        UUID id = create(tenant, Map.of());
        String read = tenant.asOwner().get(PROVIDER, id).header("ETag");
        tenant.asOwner().body(Map.of("name", "One")).patch(PROVIDER, id).then().statusCode(200);

        // When
        Response stale = tenant.asOwner()
                .header("If-Match", read)
                .body(Map.of("name", "Two"))
                .patch(PROVIDER, id);

        // Then
        stale.then().statusCode(412);
    }

    @Test
    void anotherTenantsProviderDoesNotExist() {
        // Given
        UUID id = create(tenant(), Map.of());
        Tenant other = tenant();

        // When
        List<Response> answers = List.of(
                other.asOwner().get(PROVIDER, id),
                other.asOwner().post(PROVIDER + "/test", id),
                other.asOwner().post(PROVIDER + "/activate", id),
                other.asOwner().delete(PROVIDER, id));

        // Then
        assertThat(answers).allMatch(answer -> answer.statusCode() == 404);
    }

    /** Else whoever administers providers could have a directory of their own vouch for an owner. */
    @Test
    void nobodyPutsAProviderToUseThatSignsInWhoMayDoMore() {
        // Given
        Tenant tenant = tenant();
        UUID owner = tenant.user("second@owner.example", Map.of("roles", List.of("owner")));
        execute("""
                INSERT INTO account_identities (id, tenant_id, user_id, account_id, provider, subject, username)
                SELECT gen_random_uuid(), u.tenant_id, u.id, u.account_id, 'LDAP', 'an entry', 'second'
                FROM users u
                WHERE u.id = ?
                """, owner);
        tenant.user("admin@owner.example", Map.of("roles", List.of("admin")));
        String admin = tenant.signIn("admin@owner.example", PASSWORD).path("accessToken");
        UUID id = create(tenant, Map.of());
        tenant.as(admin).post(PROVIDER + "/test", id).then().body("passed", equalTo(true));

        // When
        Response refused = tenant.as(admin).post(PROVIDER + "/activate", id);

        // Then
        refused.then().statusCode(403);
        tenant.asOwner().post(PROVIDER + "/activate", id).then().statusCode(200);
    }

    private static Response post(Tenant tenant, Map<String, Object> configuration) {
        return tenant.asOwner().body(directory.provider(configuration)).post(PROVIDERS);
    }

    private static Response patch(Tenant tenant, UUID id, Map<String, Object> configuration) {
        return tenant.asOwner().body(Map.of("configuration", configuration)).patch(PROVIDER, id);
    }

    private static UUID create(Tenant tenant, Map<String, Object> configuration) {
        return UUID.fromString(
                post(tenant, configuration).then().statusCode(201).extract().path("id"));
    }

    private static UUID active(Tenant tenant, Map<String, Object> configuration) {
        UUID id = create(tenant, configuration);
        tenant.asOwner().post(PROVIDER + "/test", id).then().body("passed", equalTo(true));
        tenant.asOwner().post(PROVIDER + "/activate", id).then().statusCode(200);
        return id;
    }

    private static String actions(Tenant tenant) {
        return query("SELECT string_agg(action, ' ') FROM audit_logs WHERE tenant_id = ?", tenant.id());
    }

    private static String base() {
        return "http://localhost:" + io.restassured.RestAssured.port;
    }
}
