package io.tentabo.identity.tenant;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.anyAddress;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.operatorToken;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.model.event.TenantChanged;
import io.tentabo.test.TestEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@IdentityTest
class SettingsResourceTest {

    private static final String SETTINGS = "/identity/v1/settings";

    @Test
    void anOwnerChangesTheSettingsThatEverybodyOfTheTenantReads() {
        // Given
        Tenant tenant = tenant();
        tenant.user("ada@settings.example", Map.of("roles", List.of("admin")));
        String admin = tenant.signIn("ada@settings.example", PASSWORD).path("accessToken");

        // When
        Response changed = tenant.asOwner()
                .header("If-Match", "\"v0\"")
                .body(Map.of("defaultCurrency", "CHF", "registrationDays", 90, "revenueDropPercent", "12.50"))
                .patch(SETTINGS);

        // Then
        changed.then().statusCode(200).header("ETag", equalTo("\"v1\""));
        tenant.as(admin)
                .get(SETTINGS)
                .then()
                .statusCode(200)
                .body("defaultCurrency", equalTo("CHF"))
                .body("timezone", equalTo("Europe/Paris"))
                .body("registrationDays", equalTo(90))
                .body("revenueDropPercent", equalTo("12.50"))
                .body("sampleAllowancePerRep", equalTo(60));
        TenantChanged told = TestEvents.awaitEvent(
                        "identity",
                        event -> event.key().equals(tenant.id().toString())
                                && event.payload(TenantChanged.class)
                                        .defaultCurrency()
                                        .equals("CHF"))
                .payload(TenantChanged.class);
        assertThat(told.status()).isEqualTo("TRIAL");
        tenant.as(admin).body(Map.of("locale", "fr")).patch(SETTINGS).then().statusCode(403);
        json(anyAddress()).auth().oauth2(operatorToken()).get(SETTINGS).then().statusCode(404);
    }

    @Test
    void aTenantBeginsWithTheSettingsThatTheCodeTakesForTheDefaults() {
        // Given
        Tenant tenant = tenant();

        // When
        Response begun = tenant.asOwner().get(SETTINGS);

        // Then
        Settings defaults = Settings.DEFAULTS;
        begun.then()
                .statusCode(200)
                .body(
                        "revenueDropPercent",
                        equalTo(defaults.revenueDropPercent().toPlainString()))
                .body("minOrdersForHealth", equalTo(defaults.minOrdersForHealth()))
                .body("minOrdersForPace", equalTo(defaults.minOrdersForPace()))
                .body("paceRiskDays", equalTo(defaults.paceRiskDays()))
                .body("sampleAllowancePerRep", equalTo(defaults.sampleAllowancePerRep()))
                .body("sampleApprovalAbove", equalTo(defaults.sampleApprovalAbove()))
                .body("portalEnabled", equalTo(defaults.portalEnabled()))
                .body("cartEnabled", equalTo(defaults.cartEnabled()))
                .body("invoiceVisibility", equalTo(defaults.invoiceVisibility()))
                .body("registrationDays", equalTo(defaults.registrationDays()));
    }

    @Test
    void whatDoesNotExistCannotBeSet() {
        // Given
        Tenant tenant = tenant();

        // When
        Response refused = tenant.asOwner().body(Map.of("registrationDays", 45)).patch(SETTINGS);

        // Then
        refused.then().statusCode(422).body("code", equalTo("tenant.unknown-setting"));
        tenant.asOwner()
                .body(Map.of("timezone", "Europe/Atlantis"))
                .patch(SETTINGS)
                .then()
                .statusCode(422);
        tenant.asOwner().body(Map.of("paceRiskDays", -1)).patch(SETTINGS).then().statusCode(400);
        tenant.asOwner().body(Map.of("maxUsers", 99)).patch(SETTINGS).then().statusCode(400);
        tenant.asOwner()
                .body(Map.of("revenueDropPercent", "1E+30000000"))
                .patch(SETTINGS)
                .then()
                .statusCode(400);
        tenant.asOwner()
                .header("If-Match", "\"v7\"")
                .body(Map.of("locale", "fr"))
                .patch(SETTINGS)
                .then()
                .statusCode(412);
    }
}
