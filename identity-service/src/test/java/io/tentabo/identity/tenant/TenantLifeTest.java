package io.tentabo.identity.tenant;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.operatorToken;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.model.event.TenantChanged;
import io.tentabo.test.TestEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@IdentityTest
class TenantLifeTest {

    private static final String TENANT = "/identity/v1/tenants/{id}";

    @Test
    void nobodyOfASuspendedTenantWorksUntilItIsActiveAgain() throws InterruptedException {
        // Given
        Tenant tenant = tenant();
        String refreshToken = tenant.signIn(tenant.ownerEmail(), PASSWORD).path("refreshToken");

        // When
        Response suspended = become(tenant.id(), "SUSPENDED");

        // Then
        suspended.then().statusCode(200).body("status", equalTo("SUSPENDED"));
        tenant.signIn(tenant.ownerEmail(), PASSWORD).then().statusCode(401);
        refresh(refreshToken, tenant.address()).then().statusCode(401);
        await(tenant, 403).then().body("code", equalTo("tenant.suspended"));
        TenantChanged told = TestEvents.awaitEvent(
                        "identity",
                        event -> event.key().equals(tenant.id().toString())
                                && event.payload(TenantChanged.class).status().equals("SUSPENDED"))
                .payload(TenantChanged.class);
        assertThat(told.timezone()).isEqualTo("Europe/Paris");
        assertThat(query("""
                SELECT new_values->>'reason'
                FROM audit_logs
                WHERE tenant_id = ? AND action = 'tenant.status-changed'
                """, tenant.id())).isEqualTo("for a test");

        become(tenant.id(), "ACTIVE").then().statusCode(200);
        await(tenant, 200);
        refresh(refreshToken, tenant.address()).then().statusCode(200);
    }

    @Test
    void onlyWhatATenantsLifeAllowsComesNext() {
        // Given
        Tenant tenant = tenant();

        // When
        Response skipped = become(tenant.id(), "ARCHIVED");

        // Then
        skipped.then().statusCode(409).body("code", equalTo("tenant.illegal-transition"));
        become(tenant.id(), "CANCELLED").then().statusCode(200);
        become(tenant.id(), "CANCELLED").then().statusCode(200);
        become(tenant.id(), "SUSPENDED").then().statusCode(409);
        become(tenant.id(), "ARCHIVED").then().statusCode(200);
        become(tenant.id(), "ACTIVE").then().statusCode(409);
        become(UUID.randomUUID(), "ACTIVE").then().statusCode(404);
        operator()
                .header("If-Match", "\"v0\"")
                .body(Map.of("status", "ACTIVE", "reason", "late"))
                .post(TENANT + "/status", tenant.id())
                .then()
                .statusCode(412);
    }

    @Test
    void operatorsSetPlanLimitsAndFeatures() {
        // Given
        Tenant tenant = tenant();

        // When
        Response changed = operator()
                .body(Map.of("plan", "business", "maxUsers", 1, "features", List.of("portal", "cart", "portal")))
                .patch(TENANT, tenant.id());

        // Then
        changed.then()
                .statusCode(200)
                .header("ETag", equalTo("\"v1\""))
                .body("plan", equalTo("business"))
                .body("features", contains("cart", "portal"))
                .body("maxIntegrations", equalTo(5));
        operator().get(TENANT, tenant.id()).then().statusCode(200).body("features", contains("cart", "portal"));
        tenant.asOwner()
                .body(Map.of("kind", "INTERNAL", "email", "a@b.example", "firstName", "A", "lastName", "B"))
                .post("/identity/v1/users")
                .then()
                .statusCode(422)
                .body("code", equalTo("user.limit-reached"));
        operator()
                .body(Map.of("slug", "other"))
                .patch(TENANT, tenant.id())
                .then()
                .statusCode(400);
        operator().body(Map.of("maxUsers", 0)).patch(TENANT, tenant.id()).then().statusCode(400);
        tenant.asOwner()
                .body(Map.of("maxUsers", 99))
                .patch(TENANT, tenant.id())
                .then()
                .statusCode(403);
    }

    private static RequestSpecification operator() {
        return json(anyAddress()).auth().oauth2(operatorToken());
    }

    private static Response become(UUID tenant, String status) {
        return operator().body(Map.of("status", status, "reason", "for a test")).post(TENANT + "/status", tenant);
    }

    private static Response await(Tenant tenant, int status) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            Response answer = tenant.asOwner().get("/identity/v1/me");
            if (answer.statusCode() == status) {
                return answer;
            }
            Thread.sleep(Duration.ofMillis(100));
        }
        throw new AssertionError("The owner is not answered " + status);
    }
}
