package io.tentabo.identity.template;

import static io.tentabo.identity.Identity.tenant;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a tenant finds to install. */
@IdentityTest
class TemplateRegistryTest {

    private static final String REGISTRY = "/identity/v1/templates";

    @BeforeAll
    static void fillTheRegistry() throws SQLException {
        TestTemplates.write();
    }

    @Test
    void theRegistryIsSearchedAndShowsEveryVersion() {
        // Given
        Tenant tenant = tenant();

        // When
        Response found = tenant.asOwner().queryParam("category", "crm").get(REGISTRY);

        // Then
        found.then().statusCode(200).body("items.slug", contains("flagship-crm-ops"));
        found.then().body("items.version", contains("2.0.0"));
        tenant.asOwner().queryParam("tag", "wine").get(REGISTRY).then().body("items.slug", contains("wine-tasting"));
        tenant.asOwner()
                .queryParam("q", "OPERATIONS")
                .get(REGISTRY)
                .then()
                .body("items.slug", contains("flagship-crm-ops"));
        tenant.asOwner()
                .queryParam("limit", 1)
                .get(REGISTRY)
                .then()
                .body("items.slug", contains("flagship-crm-ops"))
                .body("nextCursor", notNullValue());
        tenant.asOwner()
                .get(REGISTRY + "/flagship-crm-ops")
                .then()
                .statusCode(200)
                .body("version", equalTo("2.0.0"))
                .body("versions", contains("2.0.0", "1.0.0"));
        tenant.asOwner()
                .get(REGISTRY + "/flagship-crm-ops/versions/1.0.0")
                .then()
                .statusCode(200)
                .body("roles.name", hasItems("order_desk", "sample_desk"))
                .body("settings.revenueDropPercent", equalTo("15.00"))
                .body("setupInstructions", notNullValue());
        tenant.asOwner().get(REGISTRY + "/no-such").then().statusCode(404);
        tenant.asOwner()
                .get(REGISTRY + "/flagship-crm-ops/versions/9.0.0")
                .then()
                .statusCode(404);
    }
}
