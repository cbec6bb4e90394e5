package io.tentabo.identity.departure;

import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.operatorToken;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.TenantExportRequested;
import io.tentabo.model.event.TenantExported;
import io.tentabo.model.event.TenantPurgeRequested;
import io.tentabo.model.event.TenantPurged;
import io.tentabo.test.TestEvents;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@IdentityTest
class DepartureTest {

    private static final String TENANT = "/identity/v1/tenants/{id}";
    private static final List<String> OTHERS = List.of("crm", "billing", "sync");
    private static final InstantSource CLOCK = InstantSource.system();

    @Test
    void anExportIsCompleteWhenEveryServiceHasAnsweredAndItsReportIsSigned() throws Exception {
        // Given
        Tenant tenant = tenant();

        // When
        Response promised = operator().post(TENANT + "/exports", tenant.id());

        // Then
        promised.then()
                .statusCode(202)
                .body("status", equalTo("RUNNING"))
                .body("services.service", containsInAnyOrder("crm", "billing", "sync", "identity"))
                .body("report", nullValue());
        UUID job = UUID.fromString(promised.path("id"));
        assertThat(promised.header("Location")).endsWith("/identity/v1/tenants/" + tenant.id() + "/exports/" + job);
        assertThat(TestEvents.awaitEvent(
                                "identity",
                                event -> event.type().equals(TenantExportRequested.TYPE)
                                        && event.tenantId().equals(tenant.id()))
                        .payload(TenantExportRequested.class)
                        .jobId())
                .isEqualTo(job);
        operator()
                .post(TENANT + "/exports", tenant.id())
                .then()
                .statusCode(409)
                .body("code", equalTo("tenant.departure-running"));

        OTHERS.forEach(service -> answerExport(service, tenant.id(), job));
        JsonNode report = report(await(tenant.id(), "exports", job));
        assertThat(report.get("tenantSlug").asText()).isEqualTo(tenant.slug());
        assertThat(report.get("services")).hasSize(4);
        assertThat(report.findValuesAsText("name")).contains("users", "roles", "account_identities");
        JsonNode users = table(report, "users");
        assertThat(users.get("rows").asInt()).isEqualTo(1);
        assertThat(users.get("sha256").asText()).hasSize(64);
        assertThat(table(report, "refresh_tokens").has("sha256")).isFalse();
        Path identities = Path.of(
                "target/exports",
                tenant.id().toString(),
                job.toString(),
                "identity",
                "account_identities",
                "000001.jsonl.gz");
        try (var content = new java.util.zip.GZIPInputStream(Files.newInputStream(identities))) {
            assertThat(new String(content.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains(tenant.ownerEmail())
                    .doesNotContain("argon2")
                    .doesNotContain("password_hash");
        }
    }

    @Test
    void onlyATenantThatHasLeftAndWasExportedSinceIsPurged() {
        // Given
        Tenant tenant = tenant();
        Map<String, Object> confirmed = Map.of("confirm", tenant.slug());

        // When
        Response tooEarly = purge(tenant.id(), confirmed);

        // Then
        tooEarly.then().statusCode(409).body("code", equalTo("tenant.not-left"));
        become(tenant.id(), "CANCELLED");
        purge(tenant.id(), Map.of("confirm", "other")).then().statusCode(422);
        purge(tenant.id(), confirmed).then().statusCode(409).body("code", equalTo("tenant.not-exported"));
        export(tenant.id());
        become(tenant.id(), "ACTIVE");
        become(tenant.id(), "CANCELLED");
        purge(tenant.id(), confirmed).then().statusCode(409).body("code", equalTo("tenant.not-exported"));
        purge(UUID.randomUUID(), confirmed).then().statusCode(404);
        operator()
                .get(TENANT + "/purges/{job}", tenant.id(), UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    void aPurgedTenantIsGoneButForTheSignedReport() throws Exception {
        // Given
        Tenant tenant = tenant();
        Tenant other = tenant();
        UUID partner = tenant.partner("Gone");
        tenant.user("someone@" + tenant.slug() + ".example", Map.of());
        other.user(tenant.ownerEmail(), Map.of());
        become(tenant.id(), "CANCELLED");
        UUID export = export(tenant.id());

        // When
        Response promised = purge(tenant.id(), Map.of("confirm", tenant.slug()));

        // Then
        promised.then().statusCode(202).body("exportId", equalTo(export.toString()));
        UUID job = UUID.fromString(promised.path("id"));
        operator()
                .body(Map.of("status", "ACTIVE", "reason", "too late"))
                .post(TENANT + "/status", tenant.id())
                .then()
                .statusCode(409)
                .body("code", equalTo("tenant.departure-running"));
        TestEvents.awaitEvent(
                "identity",
                event -> event.type().equals(TenantPurgeRequested.TYPE)
                        && event.payload(TenantPurgeRequested.class).jobId().equals(job));
        OTHERS.subList(0, 2).forEach(service -> answerPurge(service, tenant.id(), job));
        operator().get(TENANT, tenant.id()).then().statusCode(200);
        OTHERS.forEach(service -> answerPurge(service, tenant.id(), job));

        JsonNode report = report(await(tenant.id(), "purges", job));
        assertThat(report.get("exportId").asText()).isEqualTo(export.toString());
        assertThat(table(report, "users").get("rows").asInt()).isEqualTo(2);
        assertThat(table(report, "leads").get("rows").asInt()).isEqualTo(7);
        assertThat(query("SELECT count(*) FROM partners WHERE id = ?", partner)).isEqualTo("0");
        assertThat(query("SELECT count(*) FROM users WHERE tenant_id = ?", tenant.id()))
                .isEqualTo("0");
        assertThat(query("SELECT count(*) FROM audit_logs WHERE tenant_id = ?", tenant.id()))
                .isEqualTo("0");
        assertThat(query("SELECT count(*) FROM inbox WHERE tenant_id = ?", tenant.id()))
                .isEqualTo("0");
        assertThat(query("SELECT count(*) FROM accounts WHERE email LIKE 'someone@' || ?", tenant.slug() + "%"))
                .isEqualTo("0");
        // The owner has a seat in the other tenant, too.
        assertThat(query("SELECT count(*) FROM accounts WHERE email = ?", tenant.ownerEmail()))
                .isEqualTo("1");
        assertThat(query("SELECT count(*) FROM users WHERE tenant_id = ?", other.id()))
                .isEqualTo("2");
        operator().get(TENANT, tenant.id()).then().statusCode(404);
        answerPurge("crm", tenant.id(), job);
        operator()
                .get(TENANT + "/purges/{job}", tenant.id(), job)
                .then()
                .statusCode(200)
                .body("status", equalTo("COMPLETED"))
                .body("tenantSlug", equalTo(tenant.slug()));
        tenant.asOwner().get("/identity/v1/me").then().statusCode(403);
    }

    private static UUID export(UUID tenant) {
        UUID job = UUID.fromString(operator()
                .post(TENANT + "/exports", tenant)
                .then()
                .statusCode(202)
                .extract()
                .path("id"));
        OTHERS.forEach(service -> answerExport(service, tenant, job));
        await(tenant, "exports", job);
        return job;
    }

    private static void answerExport(String service, UUID tenant, UUID job) {
        TenantExported.Table leads = new TenantExported.Table("leads", 7, 70, 1, "0".repeat(64));
        TenantExported exported =
                new TenantExported(job, service, CLOCK.instant(), "manifest.json", "1".repeat(64), List.of(leads));
        TestEvents.publish(service, tenant, new DomainEvent("tenant", tenant, TenantExported.TYPE, exported));
    }

    private static void answerPurge(String service, UUID tenant, UUID job) {
        TenantPurged purged =
                new TenantPurged(job, service, CLOCK.instant(), List.of(new TenantPurged.Table("leads", 7)));
        TestEvents.publish(service, tenant, new DomainEvent("tenant", tenant, TenantPurged.TYPE, purged));
    }

    private static Response purge(UUID tenant, Map<String, Object> request) {
        return operator().body(request).post(TENANT + "/purges", tenant);
    }

    private static void become(UUID tenant, String status) {
        operator()
                .body(Map.of("status", status, "reason", "for a test"))
                .post(TENANT + "/status", tenant)
                .then()
                .statusCode(200);
    }

    private static Response await(UUID tenant, String kind, UUID job) {
        Response answer = null;
        for (int i = 0; i < 200; i++) {
            answer = operator().get(TENANT + "/" + kind + "/{job}", tenant, job);
            if ("COMPLETED".equals(answer.path("status"))) {
                answer.then().body("services.findAll { it.completedAt == null }", empty());
                return answer;
            }
            try {
                Thread.sleep(Duration.ofMillis(150));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("Not completed: " + (answer == null ? "" : answer.asString()));
    }

    /** Verified as anybody can, with the keys that the issuer publishes. */
    private static JsonNode report(Response completed) throws Exception {
        JWSObject report = JWSObject.parse(completed.path("report"));
        JWKSet keys =
                JWKSet.parse(json(anyAddress()).get("/identity/oauth2/jwks").asString());
        var key = keys.getKeyByKeyId(report.getHeader().getKeyID()).toECKey();
        assertThat(report.verify(new ECDSAVerifier(key))).isTrue();
        assertThat(report.getHeader().getJWK().computeThumbprint().toString()).isEqualTo(key.getKeyID());
        return new ObjectMapper().readTree(report.getPayload().toString());
    }

    private static JsonNode table(JsonNode report, String name) {
        for (JsonNode service : report.get("services")) {
            for (JsonNode table : service.get("tables")) {
                if (table.get("name").asText().equals(name)) {
                    return table;
                }
            }
        }
        throw new AssertionError("No table " + name + " in " + report);
    }

    private static RequestSpecification operator() {
        return json(anyAddress()).auth().oauth2(operatorToken());
    }
}
