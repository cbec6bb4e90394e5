package io.tentabo.identity.template;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.json;
import static io.tentabo.identity.Identity.operatorToken;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.model.event.TenantChanged;
import io.tentabo.test.AtOnce;
import io.tentabo.test.TestEvents;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@IdentityTest
class TenantTemplateTest {

    private static final String TEMPLATES = "/identity/v1/tenant-templates";
    private static final String FLAGSHIP = TEMPLATES + "/flagship-crm-ops";
    private static final String SETTINGS = "/identity/v1/settings";
    private static final String ROLES = "/identity/v1/roles";

    @BeforeAll
    static void fillTheRegistry() throws SQLException {
        TestTemplates.write();
    }

    @Test
    void anInstallDoesWhatItsPreviewShowedOnce() {
        // Given
        Tenant tenant = tenant();
        Response preview = preview(tenant.asOwner(), "INSTALL", "1.0.0");
        preview.then()
                .statusCode(200)
                .body("to", equalTo("1.0.0"))
                .body("features.switchedOn", hasItems("contacts", "deals", "portal"))
                .body("roles.fate.unique()", contains("CREATED"))
                .body("settings.name", contains("cartEnabled", "invoiceVisibility", "portalEnabled"))
                .body("settings.before.unique()", contains(false))
                .body("kept", empty());
        Map<String, String> request =
                Map.of("slug", "flagship-crm-ops", "version", "1.0.0", "digest", preview.path("digest"));

        // When
        Response installed = tenant.asOwner()
                .header("Idempotency-Key", "first")
                .body(request)
                .post(TEMPLATES);

        // Then
        installed
                .then()
                .statusCode(201)
                .header("Location", org.hamcrest.Matchers.endsWith(FLAGSHIP))
                .body("status", equalTo("INSTALLED"))
                .body("installedBy", equalTo(tenant.ownerId().toString()))
                .body("difference.roles", equalTo(preview.path("roles")))
                .body("difference.features", equalTo(preview.path("features")));
        tenant.asOwner()
                .header("Idempotency-Key", "first")
                .body(request)
                .post(TEMPLATES)
                .then()
                .statusCode(201)
                .header("Idempotency-Replayed", equalTo("true"));
        tenant.asOwner()
                .body(request)
                .post(TEMPLATES)
                .then()
                .statusCode(409)
                .body("code", equalTo("template.already-installed"));
        tenant.asOwner()
                .get(SETTINGS)
                .then()
                .body("portalEnabled", equalTo(true))
                .body("cartEnabled", equalTo(true));
        tenant.asOwner().get(SETTINGS).then().body("features", hasItems("contacts", "samples"));
        tenant.asOwner().get(ROLES).then().body("items.name", hasItems("order_desk", "sales_rep", "owner"));
        assertThat(features(tenant)).contains("call-plans", "contacts", "samples");
        tenant.asOwner()
                .get(TEMPLATES)
                .then()
                .statusCode(200)
                .body("items.slug", contains("flagship-crm-ops"))
                .body("items.latestVersion", contains("2.0.0"));
        tenant.asOwner().get(FLAGSHIP).then().statusCode(200).body("version", equalTo("1.0.0"));
        assertThat(actions(tenant)).contains("role.created", "tenant.updated", "tenant-template.installed");
        TestEvents.awaitEvent("identity", tenant.id(), TenantChanged.TYPE);
        assertThat(TestEvents.eventsOf("identity", tenant.id(), Duration.ofSeconds(1)))
                .as("one when it was created, one for features and settings together")
                .hasSize(2);
    }

    @Test
    void ofTwoInstallsAtOnceOneIsDone() {
        // Given
        Tenant tenant = tenant();
        Map<String, String> request = Map.of("slug", "flagship-crm-ops", "version", "1.0.0");

        // When
        List<Integer> answers = AtOnce.run(
                4, () -> tenant.asOwner().body(request).post(TEMPLATES).statusCode());

        // Then
        assertThat(answers).containsExactlyInAnyOrder(201, 409, 409, 409);
        assertThat(query("SELECT count(*) FROM roles WHERE tenant_id = ? AND name = 'order_desk'", tenant.id()))
                .isEqualTo("1");
    }

    @Test
    void anUpgradeKeepsWhatTheTenantHasEdited() {
        // Given
        Tenant tenant = tenant();
        install(tenant, "1.0.0");
        tenant.user("sam@desk.example", Map.of("roles", List.of("sample_desk")));
        UUID desk = role(tenant, "order_desk");
        tenant.asOwner()
                .body(Map.of("permissions", List.of("audit.read", "catalog.read", "contracts.read", "orders.read")))
                .patch(ROLES + "/" + desk)
                .then()
                .statusCode(200);
        tenant.asOwner()
                .delete(ROLES + "/" + role(tenant, "portal_support"))
                .then()
                .statusCode(204);
        tenant.asOwner()
                .body(Map.of("sampleAllowancePerRep", 70))
                .patch(SETTINGS)
                .then()
                .statusCode(200);
        switchFeatures(tenant, List.of("contacts", "call-plans"));
        Response preview = preview(tenant.asOwner(), "UPGRADE", "2.0.0");

        // When
        Response upgraded = tenant.asOwner()
                .header("Idempotency-Key", "up")
                .body(Map.of("version", "2.0.0", "digest", preview.path("digest")))
                .post(FLAGSHIP + "/upgrade");

        // Then
        upgraded.then()
                .statusCode(200)
                .body("version", equalTo("2.0.0"))
                .body("difference.from", equalTo("1.0.0"))
                .body("difference.kept", equalTo(preview.path("kept")))
                .body("difference.features.switchedOn", contains("inventory"))
                .body("difference.features.switchedOff", contains("call-plans"))
                .body("difference.settings.name", containsInAnyOrder("cartEnabled", "paceRiskDays", "registrationDays"))
                .body("difference.roles.name", containsInAnyOrder("order_desk", "tasting_host"))
                .body("difference.kept.find { it.name == 'sample_desk' }.reason", equalTo("HELD"))
                .body("difference.kept.find { it.name == 'sample_desk' }.holders", equalTo(1))
                .body("difference.kept.find { it.name == 'portal_support' }.reason", equalTo("TAKEN_AWAY"))
                .body("difference.kept.find { it.name == 'sampleAllowancePerRep' }.present", equalTo(70))
                .body("difference.kept.find { it.name == 'sampleAllowancePerRep' }.offered", equalTo(80))
                .body("difference.kept.find { it.name == 'deals' }.reason", equalTo("TAKEN_AWAY"));
        tenant.asOwner()
                .get(ROLES + "/" + desk)
                .then()
                .body("permissions", contains("audit.read", "catalog.read", "invoices.manage", "orders.read"))
                .body("description", equalTo("Takes, corrects and invoices orders."));
        tenant.asOwner()
                .get(SETTINGS)
                .then()
                .body("sampleAllowancePerRep", equalTo(70))
                .body("paceRiskDays", equalTo(4))
                .body("registrationDays", equalTo(90))
                .body("cartEnabled", equalTo(false))
                .body("portalEnabled", equalTo(true));
        assertThat(features(tenant)).containsExactly("contacts", "inventory");
        tenant.asOwner()
                .body(Map.of())
                .post(FLAGSHIP + "/upgrade")
                .then()
                .statusCode(409)
                .body("code", equalTo("template.not-newer"));
    }

    @Test
    void anActionWhosePreviewIsOutOfDateDoesNothing() {
        // Given
        Tenant tenant = tenant();
        String digest = preview(tenant.asOwner(), "INSTALL", "1.0.0").path("digest");
        tenant.asOwner()
                .body(Map.of("portalEnabled", true))
                .patch(SETTINGS)
                .then()
                .statusCode(200);

        // When
        Response refused = tenant.asOwner()
                .body(Map.of("slug", "flagship-crm-ops", "version", "1.0.0", "digest", digest))
                .post(TEMPLATES);

        // Then
        refused.then().statusCode(412).body("code", equalTo("template.moved-on"));
        tenant.asOwner().get(ROLES).then().body("items.name", not(hasItem("order_desk")));
        tenant.asOwner().get(FLAGSHIP).then().statusCode(404);
        install(tenant, "1.0.0");
        tenant.asOwner().queryParam("digest", digest).delete(FLAGSHIP).then().statusCode(412);
    }

    @Test
    void aRemovalUndoesTheInstallAndLeavesTheRolesThatAreHeld() {
        // Given
        Tenant tenant = tenant();
        install(tenant, "1.0.0");
        UUID user = tenant.user("sam@desk.example", Map.of("roles", List.of("sample_desk")));
        UUID desk = role(tenant, "sample_desk");
        String digest = preview(tenant.asOwner(), "REMOVE", null).path("digest");

        // When
        Response removed = tenant.asOwner().queryParam("digest", digest).delete(FLAGSHIP);

        // Then
        removed.then()
                .statusCode(200)
                .body("status", equalTo("REMOVED"))
                .body("difference.kept.name", contains("sample_desk"))
                .body("difference.kept.reason", contains("HELD"));
        assertThat(features(tenant)).isEmpty();
        tenant.asOwner()
                .get(SETTINGS)
                .then()
                .body("portalEnabled", equalTo(false))
                .body("cartEnabled", equalTo(false));
        tenant.asOwner()
                .get(ROLES)
                .then()
                .body("items.name", hasItem("sample_desk"))
                .body("items.name", not(hasItem("order_desk")));
        tenant.asOwner().get("/identity/v1/users/" + user).then().body("roles", contains("sample_desk"));
        tenant.asOwner().delete(FLAGSHIP).then().statusCode(404);
        install(tenant, "1.0.0").then().body("difference.kept", empty());
        assertThat(role(tenant, "sample_desk")).isEqualTo(desk);
    }

    @Test
    void whatAnotherTemplateNeedsStays() {
        // Given
        Tenant tenant = tenant();
        install(tenant, "1.0.0");
        tenant.asOwner()
                .body(Map.of("slug", "wine-tasting"))
                .post(TEMPLATES)
                .then()
                .statusCode(201);

        // When
        Response removed = tenant.asOwner().delete(FLAGSHIP);

        // Then
        removed.then().statusCode(200).body("difference.kept.reason.unique()", contains("NEEDED_BY_ANOTHER"));
        assertThat(features(tenant)).containsExactly("portal", "registrations", "samples");
        tenant.asOwner()
                .get(SETTINGS)
                .then()
                .body("portalEnabled", equalTo(true))
                .body("cartEnabled", equalTo(false))
                .body("sampleApprovalAbove", equalTo(30));
        tenant.asOwner().delete(TEMPLATES + "/wine-tasting").then().statusCode(200);
        assertThat(features(tenant)).isEmpty();
        tenant.asOwner().get(SETTINGS).then().body("portalEnabled", equalTo(false));
    }

    @Test
    void nobodyGainsByATemplate() {
        // Given
        Tenant tenant = tenant();
        createRole(tenant, "installer", "templates.read", "templates.manage");
        String installer = signedIn(tenant, "inga@staff.example", Map.of("roles", List.of("installer")));
        String admin = signedIn(tenant, "adam@staff.example", Map.of("roles", List.of("admin")));
        String channel = signedIn(
                tenant,
                "clara@partner.example",
                Map.of("kind", "CHANNEL", "partnerId", tenant.partner("Acme"), "roles", List.of("installer")));
        Map<String, String> flagship = Map.of("slug", "flagship-crm-ops", "version", "1.0.0");

        // When
        Response byAdmin = tenant.as(admin).body(flagship).post(TEMPLATES);

        // Then
        byAdmin.then().statusCode(403).body("code", equalTo("forbidden"));
        tenant.as(channel).body(flagship).post(TEMPLATES).then().statusCode(403);
        preview(tenant.as(channel), "INSTALL", "1.0.0").then().statusCode(403);
        tenant.as(installer).body(flagship).post(TEMPLATES).then().statusCode(403);
        tenant.asOwner()
                .body(Map.of("portalEnabled", true, "cartEnabled", true, "invoiceVisibility", true))
                .patch(SETTINGS)
                .then()
                .statusCode(200);
        tenant.as(installer)
                .body(flagship)
                .post(TEMPLATES)
                .then()
                .statusCode(403)
                .body("code", equalTo("role.beyond-own-permissions"));
        assertThat(actions(tenant)).doesNotContain("tenant-template.installed").doesNotContain("order_desk");
        tenant.as(admin).body(flagship).post(TEMPLATES).then().statusCode(201);
    }

    @Test
    void aTenantsTemplatesAreItsOwn() {
        // Given
        Tenant tenant = tenant();
        Tenant other = tenant();

        // When
        install(tenant, "1.0.0");

        // Then
        other.asOwner().get(TEMPLATES).then().statusCode(200).body("items", empty());
        other.asOwner().get(FLAGSHIP).then().statusCode(404);
        other.asOwner().delete(FLAGSHIP).then().statusCode(404);
        preview(other.asOwner(), "UPGRADE", "2.0.0").then().statusCode(404);
        preview(other.asOwner(), "INSTALL", "7.0.0").then().statusCode(422).body("code", equalTo("template.unknown"));
        assertThat(features(other)).isEmpty();
        install(other, "1.0.0");
    }

    private static Response install(Tenant tenant, String version) {
        Response installed = tenant.asOwner()
                .body(Map.of("slug", "flagship-crm-ops", "version", version))
                .post(TEMPLATES);
        installed.then().statusCode(201);
        return installed;
    }

    private static Response preview(RequestSpecification caller, String action, String version) {
        Map<String, String> request = version == null
                ? Map.of("slug", "flagship-crm-ops", "action", action)
                : Map.of("slug", "flagship-crm-ops", "action", action, "version", version);
        return caller.body(request).post(TEMPLATES + "/preview");
    }

    private static List<String> features(Tenant tenant) {
        return json(tenant.address())
                .auth()
                .oauth2(operatorToken())
                .get("/identity/v1/tenants/" + tenant.id())
                .path("features");
    }

    private static void switchFeatures(Tenant tenant, List<String> features) {
        json(tenant.address())
                .auth()
                .oauth2(operatorToken())
                .body(Map.of("features", features))
                .patch("/identity/v1/tenants/" + tenant.id())
                .then()
                .statusCode(200);
    }

    private static UUID role(Tenant tenant, String name) {
        return UUID.fromString(tenant.asOwner().get(ROLES).path("items.find { it.name == '" + name + "' }.id"));
    }

    private static void createRole(Tenant tenant, String name, String... permissions) {
        tenant.asOwner()
                .body(Map.of("name", name, "permissions", List.of(permissions)))
                .post(ROLES)
                .then()
                .statusCode(201);
    }

    private static String signedIn(Tenant tenant, String email, Map<String, Object> user) {
        tenant.user(email, user);
        return tenant.signIn(email, PASSWORD).path("accessToken");
    }

    private static String actions(Tenant tenant) {
        return query("SELECT string_agg(action, ' ') FROM audit_logs WHERE tenant_id = ?", tenant.id());
    }
}
