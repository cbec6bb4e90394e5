package io.tentabo.identity.privacy;

import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.PersonJobDone;
import io.tentabo.model.event.PersonJobRequested;
import io.tentabo.model.event.UserChanged;
import io.tentabo.test.TestEvents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

@IdentityTest
class PrivacyRequestTest {

    private static final String ERASURES = "/identity/v1/privacy/erasures";
    private static final String EXPORTS = "/identity/v1/privacy/exports";
    private static final List<String> OTHERS = List.of("crm", "billing", "sync");
    private static final InstantSource CLOCK = InstantSource.system();

    @Test
    void anErasedUserIsAPseudonymEverywhereAndNobodyElseIsTouched() throws Exception {
        // Given
        Tenant tenant = tenant();
        Tenant other = tenant();
        String email = "jo.doe@" + tenant.slug() + ".example";
        UUID user = tenant.user(email, Map.of("firstName", "Josephine", "lastName", "Doe"));
        UUID elsewhere = other.user(email, Map.of("firstName", "Josephine", "lastName", "Doe"));
        execute("UPDATE sessions SET user_agent = 'Jo', ip = '192.0.2.7' WHERE user_id = ?", user);
        UUID partner = tenant.partner("Shop");
        execute("UPDATE partners SET email = ?, notes = 'ask ' || ? WHERE id = ?", email, email, partner);
        tenant.asOwner().delete("/identity/v1/users/{id}", user).then().statusCode(204);

        // When
        Response promised = request(tenant, ERASURES, Map.of("userId", user, "reason", "asked for by " + email));

        // Then
        promised.then()
                .statusCode(202)
                .body("status", equalTo("RUNNING"))
                .body("userIds", equalTo(List.of(user.toString())))
                .body("services.service", containsInAnyOrder("crm", "billing", "sync", "identity"))
                .body("report", nullValue());
        UUID id = UUID.fromString(promised.path("id"));
        assertThat(promised.header("Location")).endsWith(ERASURES + "/" + id);
        PersonJobRequested told = TestEvents.awaitEvent("identity", id, PersonJobRequested.ERASURE)
                .payload(PersonJobRequested.class);
        assertThat(told.userIds()).containsExactly(user);
        assertThat(told.addressDigest()).hasSize(64);
        OTHERS.forEach(service -> answer(service, tenant.id(), id, PersonJobDone.ERASED));
        answer("crm", tenant.id(), id, PersonJobDone.ERASED);

        JsonNode report = report(await(tenant, ERASURES, id));
        assertThat(report.get("services")).hasSize(4);
        assertThat(report.findValuesAsText("table")).contains("leads", "users", "sessions", "audit_logs");
        assertThat(TestEvents.awaitEvent(
                                "identity",
                                event -> event.type().equals(UserChanged.TYPE)
                                        && event.payload(UserChanged.class)
                                                .userId()
                                                .equals(user)
                                        && event.payload(UserChanged.class)
                                                .displayName()
                                                .startsWith("erased-"))
                        .payload(UserChanged.class)
                        .email())
                .endsWith("@erased.invalid");
        assertThat(query("SELECT first_name || last_name FROM users WHERE id = ?", user))
                .startsWith("erased-");
        assertThat(query("SELECT first_name FROM users WHERE id = ?", elsewhere))
                .isEqualTo("Josephine");
        assertThat(query("SELECT concat(email, notes) FROM partners WHERE id = ?", partner))
                .startsWith("ask erased-")
                .endsWith("@erased.invalid");
        assertThat(query("SELECT count(*) FROM sessions WHERE user_id = ? AND num_nonnulls(ip, user_agent) > 0", user))
                .isEqualTo("0");
        assertThat(query("SELECT a.email FROM accounts a JOIN users u ON u.account_id = a.id WHERE u.id = ?", user))
                .isEqualTo("erased-" + user + "@erased.invalid");
        // She has a seat in the other tenant, too.
        assertThat(query("SELECT count(*) FROM accounts WHERE email = ?", email))
                .isEqualTo("1");
        assertThat(query(
                        "SELECT count(*) FROM audit_logs WHERE tenant_id = ? AND (old_values::text ~ ? OR new_values::text ~ ?)",
                        tenant.id(),
                        "Josephine|" + email,
                        "Josephine|" + email))
                .isEqualTo("0");
        assertThat(query("SELECT reason FROM privacy_requests WHERE id = ?", id))
                .endsWith("@erased.invalid");
        awaitSealed(tenant);
        tenant.asOwner()
                .post("/identity/v1/audit/verification")
                .then()
                .statusCode(200)
                .body("services.find { it.service == 'identity' }.verdict", equalTo("INTACT"));
        tenant.asOwner().get(ERASURES).then().statusCode(200).body("items.id", hasItem(id.toString()));
        other.asOwner().get(ERASURES + "/{id}", id).then().statusCode(404);
    }

    @Test
    void theLastSeatTakesItsAccountWithIt() {
        // Given
        Tenant tenant = tenant();
        String email = "last@" + tenant.slug() + ".example";
        UUID user = tenant.user(email, Map.of());
        tenant.asOwner().delete("/identity/v1/users/{id}", user).then().statusCode(204);

        // When
        UUID id = UUID.fromString(
                request(tenant, ERASURES, Map.of("email", email.toUpperCase(java.util.Locale.ROOT), "reason", "x"))
                        .then()
                        .statusCode(202)
                        .body("userIds", equalTo(List.of(user.toString())))
                        .extract()
                        .path("id"));
        OTHERS.forEach(service -> answer(service, tenant.id(), id, PersonJobDone.ERASED));

        // Then
        await(tenant, ERASURES, id);
        assertThat(query("SELECT count(*) FROM accounts WHERE email = ?", email))
                .isEqualTo("0");
    }

    @Test
    void whoIsStillAUserIsNotErasedAndOneRequestRunsAtATime() {
        // Given
        Tenant tenant = tenant();
        String email = "still@" + tenant.slug() + ".example";
        UUID user = tenant.user(email, Map.of());
        Map<String, Object> byUser = Map.of("userId", user, "reason", "x");

        // When
        Response refused = request(tenant, ERASURES, byUser);

        // Then
        refused.then().statusCode(409).body("code", equalTo("privacy.user-not-removed"));
        request(tenant, ERASURES, Map.of("email", email, "reason", "x")).then().statusCode(409);
        request(tenant, ERASURES, Map.of("userId", tenant.ownerId(), "reason", "x"))
                .then()
                .statusCode(409);
        request(tenant, ERASURES, Map.of("userId", UUID.randomUUID(), "reason", "x"))
                .then()
                .statusCode(404);
        request(tenant, ERASURES, Map.of("userId", user, "email", email, "reason", "x"))
                .then()
                .statusCode(400);
        List<Integer> answers = Stream.of(byUser, Map.<String, Object>of("email", email, "reason", "y"), byUser)
                .parallel()
                .map(body -> request(tenant, EXPORTS, body).statusCode())
                .toList();
        assertThat(answers).containsExactlyInAnyOrder(202, 409, 409);
    }

    @Test
    void aCopyOfAPersonsDataIsOfThatPersonOnly() throws Exception {
        // Given
        Tenant tenant = tenant();
        String email = "copy@" + tenant.slug() + ".example";
        UUID user = tenant.user(email, Map.of("firstName", "Kim"));
        tenant.user("else@" + tenant.slug() + ".example", Map.of("firstName", "Somebody"));

        // When
        UUID id = UUID.fromString(request(tenant, EXPORTS, Map.of("userId", user, "reason", "x"))
                .then()
                .statusCode(202)
                .extract()
                .path("id"));
        OTHERS.forEach(service -> answer(service, tenant.id(), id, PersonJobDone.EXPORTED));

        // Then
        await(tenant, EXPORTS, id);
        Path users = Path.of(
                "target/exports", tenant.id().toString(), id.toString(), "identity", "users.user", "000001.jsonl.gz");
        try (var content = new GZIPInputStream(Files.newInputStream(users))) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Kim", email)
                    .doesNotContain("Somebody");
        }
        assertThat(query("SELECT first_name FROM users WHERE id = ?", user)).isEqualTo("Kim");
    }

    private static Response request(Tenant tenant, String path, Map<String, Object> body) {
        return tenant.asOwner().body(body).post(path);
    }

    private static void answer(String service, UUID tenant, UUID id, String type) {
        PersonJobDone done = new PersonJobDone(
                id,
                service,
                CLOCK.instant(),
                null,
                null,
                List.of(new PersonJobDone.Part("leads", "contact", 1, "ERASED", null)));
        TestEvents.publish(service, tenant, new DomainEvent("person-job", id, type, done));
    }

    private static Response await(Tenant tenant, String path, UUID id) {
        Response answer = null;
        for (int i = 0; i < 300; i++) {
            answer = tenant.asOwner().get(path + "/{id}", id);
            if ("COMPLETED".equals(answer.path("status"))) {
                return answer;
            }
            pause();
        }
        throw new AssertionError("Not completed: " + (answer == null ? "" : answer.asString()));
    }

    private static void awaitSealed(Tenant tenant) {
        for (int i = 0; i < 100; i++) {
            if ("0".equals(query("SELECT count(*) FROM audit_logs WHERE tenant_id = ? AND seq IS NULL", tenant.id()))) {
                return;
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(150));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Verified as anybody can, with the keys that the issuer publishes. */
    private static JsonNode report(Response completed) throws Exception {
        JWSObject report = JWSObject.parse(completed.path("report"));
        JWKSet keys =
                JWKSet.parse(json(anyAddress()).get("/identity/oauth2/jwks").asString());
        var key = keys.getKeyByKeyId(report.getHeader().getKeyID()).toECKey();
        assertThat(report.verify(new ECDSAVerifier(key))).isTrue();
        return new ObjectMapper().readTree(report.getPayload().toString());
    }
}
