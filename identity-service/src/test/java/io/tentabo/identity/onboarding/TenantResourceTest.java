package io.tentabo.identity.onboarding;

import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.anySlug;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.newTenant;
import static io.tentabo.identity.Identity.operatorToken;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.model.event.TenantChanged;
import io.tentabo.model.event.UserChanged;
import io.tentabo.test.TestEvents;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@IdentityTest
class TenantResourceTest {

    @Test
    void anOperatorCreatesATenantWithItsOwnerInOneStep() {
        // Given
        String slug = anySlug();

        // When
        Response created = create(operatorToken(), slug, UUID.randomUUID().toString());

        // Then
        created.then()
                .statusCode(201)
                .body("slug", equalTo(slug))
                .body("status", equalTo("TRIAL"))
                .body("maxUsers", equalTo(10))
                .body("settings.timezone", equalTo("Europe/Paris"));
        UUID id = UUID.fromString(created.path("id"));
        UUID admin = UUID.fromString(created.path("adminUserId"));
        json(anyAddress())
                .auth()
                .oauth2(operatorToken())
                .get(created.header("Location"))
                .then()
                .statusCode(200);
        TenantChanged tenant =
                TestEvents.awaitEvent("identity", id, TenantChanged.TYPE).payload(TenantChanged.class);
        assertThat(tenant.defaultCurrency()).isEqualTo("EUR");
        UserChanged owner =
                TestEvents.awaitEvent("identity", admin, UserChanged.TYPE).payload(UserChanged.class);
        assertThat(owner.roles()).containsExactly("owner");
        assertThat(owner.kind()).isEqualTo("ADMIN");
    }

    @Test
    void repeatingTheRequestWithItsKeyCreatesNothingMore() {
        // Given
        String operator = operatorToken();
        String slug = anySlug();
        String key = UUID.randomUUID().toString();
        Response first = create(operator, slug, key);

        // When
        Response second = create(operator, slug, key);

        // Then
        second.then()
                .statusCode(201)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("id", equalTo(first.<String>path("id")));
        create(operator, anySlug(), key).then().statusCode(422).body("code", equalTo("idempotency.key-reused"));
    }

    @Test
    void aSlugIsTakenOnce() {
        // Given
        Tenant tenant = tenant();

        // When
        Response refused =
                create(operatorToken(), tenant.slug(), UUID.randomUUID().toString());

        // Then
        refused.then().statusCode(409).body("code", equalTo("tenant.slug-taken"));
        assertThat(query("SELECT count(*) FROM tenants WHERE slug = ?", tenant.slug()))
                .isEqualTo("1");
    }

    @Test
    void onlyOperatorsManageTenantsAndTheySeeNothingInside() {
        // Given
        Tenant tenant = tenant();
        String operator = operatorToken();

        // When
        Response asOwner =
                create(tenant.ownerToken(), anySlug(), UUID.randomUUID().toString());

        // Then
        asOwner.then().statusCode(403);
        tenant.asOwner().get("/identity/v1/tenants").then().statusCode(403);
        tenant.as(operator).get("/identity/v1/users").then().statusCode(403);
        tenant.as(operator)
                .queryParam("sort", "-createdAt")
                .get("/identity/v1/tenants")
                .then()
                .statusCode(200)
                .body("items.slug", hasItem(tenant.slug()));
        tenant.as(operator)
                .get("/identity/v1/me")
                .then()
                .statusCode(200)
                .body("permissions", equalTo(java.util.List.of("tenants.manage")))
                .body("$", not(org.hamcrest.Matchers.hasKey("tenant")));
    }

    @Test
    void aSettingThatDoesNotExistIsRefused() {
        // Given
        Map<String, Object> body = new java.util.HashMap<>(newTenant(anySlug(), 10));
        body.put("settings", Map.of("timezone", "Europe/Atlantis"));

        // When
        Response refused =
                json(anyAddress()).auth().oauth2(operatorToken()).body(body).post("/identity/v1/tenants");

        // Then
        refused.then().statusCode(422).body("code", equalTo("tenant.unknown-setting"));
    }

    private static Response create(String token, String slug, String key) {
        return json(anyAddress())
                .auth()
                .oauth2(token)
                .header("Idempotency-Key", key)
                .body(newTenant(slug, 10))
                .post("/identity/v1/tenants");
    }
}
