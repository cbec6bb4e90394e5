package io.tentabo.identity.distributor;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.execute;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.refresh;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.model.event.ChannelLinkChanged;
import io.tentabo.model.event.PartnerChanged;
import io.tentabo.test.TestEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@IdentityTest
class ChannelTest {

    private static final String PARTNERS = "/identity/v1/partners";
    private static final String DISTRIBUTORS = "/identity/v1/distributors";

    @Test
    void aPartnerIsCreatedChangedDeactivatedAndAnnouncedEachTime() {
        // Given
        Tenant tenant = tenant();
        Response created = tenant.asOwner()
                .body(Map.of("name", "Northwind", "registrationNumber", "FR 1", "country", "FR", "tier", "GOLD"))
                .post(PARTNERS);
        created.then().statusCode(201).body("isActive", equalTo(true)).body("version", equalTo(0));
        UUID id = UUID.fromString(created.path("id"));

        // When
        Response changed = tenant.asOwner()
                .contentType("application/merge-patch+json")
                .header("If-Match", created.header("ETag"))
                .body("{\"name\": \"Northwind Group\", \"tier\": null}")
                .patch(PARTNERS + "/" + id);

        // Then
        changed.then().statusCode(200).body("name", equalTo("Northwind Group")).body("country", equalTo("FR"));
        assertThat(changed.<String>path("tier")).isNull();
        tenant.asOwner().delete(PARTNERS + "/" + id).then().statusCode(204);
        tenant.asOwner().delete(PARTNERS + "/" + id).then().statusCode(204);
        tenant.asOwner().get(PARTNERS + "/" + id).then().statusCode(200).body("isActive", equalTo(false));
        TestEvents.awaitEvent(
                "identity",
                event -> event.key().equals(id.toString())
                        && !event.payload(PartnerChanged.class).active());
        assertThat(TestEvents.eventsOf("identity", id, Duration.ofSeconds(1)))
                .extracting(event -> event.payload(PartnerChanged.class))
                .containsExactly(
                        new PartnerChanged(id, "Northwind", true, 0),
                        new PartnerChanged(id, "Northwind Group", true, 1),
                        new PartnerChanged(id, "Northwind Group", false, 2));
        assertThat(query("""
                        SELECT old_values ->> 'name' FROM audit_logs
                        WHERE entity_id = ? AND action = 'partner.updated' ORDER BY created_at LIMIT 1
                        """, id)).isEqualTo("Northwind");
    }

    @Test
    void aRegistrationNumberIsUniqueWithinTheTenantOnly() {
        // Given
        Tenant tenant = tenant();
        Map<String, String> body = Map.of("name", "Northwind", "registrationNumber", "FR 552 100 554");
        tenant.asOwner().body(body).post(PARTNERS).then().statusCode(201);

        // When
        Response again = tenant.asOwner().body(body).post(PARTNERS);

        // Then
        again.then().statusCode(409).body("code", equalTo("partner.registration-number-taken"));
        tenant().asOwner().body(body).post(PARTNERS).then().statusCode(201);
        tenant.asOwner().body(body).post(DISTRIBUTORS).then().statusCode(201);
    }

    @Test
    void organisationsAreFilteredByNameCountryAndActivity() {
        // Given
        Tenant tenant = tenant();
        tenant.asOwner().body(Map.of("name", "Élan", "country", "FR")).post(PARTNERS);
        tenant.asOwner().body(Map.of("name", "North", "country", "FR")).post(PARTNERS);
        tenant.asOwner()
                .body(Map.of("name", "Northwind", "country", "DE", "isActive", false))
                .post(PARTNERS);

        // When
        Response byName = tenant.asOwner().queryParam("q", "NORTH").get(PARTNERS);

        // Then
        byName.then().statusCode(200).body("items.name", contains("North", "Northwind"));
        tenant.asOwner().queryParam("q", "é").get(PARTNERS).then().body("items.name", contains("Élan"));
        tenant.asOwner().queryParam("country", "DE").get(PARTNERS).then().body("items.name", contains("Northwind"));
        tenant.asOwner().queryParam("isActive", false).get(PARTNERS).then().body("items.name", contains("Northwind"));
        tenant.asOwner().queryParam("sort", "tier").get(PARTNERS).then().statusCode(400);
        tenant.asOwner().queryParam("limit", 500).get(PARTNERS).then().statusCode(400);
    }

    @Test
    void linkingAndUnlinkingIsIdempotentAndAnnouncedOncePerChange() {
        // Given
        Tenant tenant = tenant();
        UUID partner = tenant.partner("Northwind");
        UUID distributor = tenant.distributor("Southwind");
        String link = DISTRIBUTORS + "/" + distributor + "/partners/" + partner;

        // When
        Response linked = tenant.asOwner().put(link);

        // Then
        linked.then()
                .statusCode(200)
                .body("assignedBy", equalTo(tenant.ownerId().toString()))
                .body("assignedAt", notNullValue())
                .body("isActive", equalTo(true));
        tenant.asOwner().put(link).then().statusCode(200);
        tenant.asOwner()
                .get(DISTRIBUTORS + "/" + distributor + "/partners")
                .then()
                .body("items.partnerName", contains("Northwind"));
        tenant.asOwner()
                .get(PARTNERS + "/" + partner + "/distributors")
                .then()
                .body("items.distributorName", contains("Southwind"));
        tenant.asOwner().delete(link).then().statusCode(204);
        tenant.asOwner().delete(link).then().statusCode(204);
        tenant.asOwner()
                .get(DISTRIBUTORS + "/" + distributor + "/partners")
                .then()
                .body("items", empty());
        tenant.asOwner().put(link).then().statusCode(200);
        UUID id = UUID.fromString(linked.path("id"));
        TestEvents.awaitEvent(
                "identity",
                event -> event.key().equals(id.toString())
                        && event.payload(ChannelLinkChanged.class).version() == 2);
        assertThat(TestEvents.eventsOf("identity", id, Duration.ofSeconds(1)))
                .extracting(event -> event.payload(ChannelLinkChanged.class).active())
                .containsExactly(true, false, true);
    }

    @Test
    void linksReachNoOtherTenant() {
        // Given
        Tenant tenant = tenant();
        Tenant other = tenant();
        UUID distributor = tenant.distributor("Southwind");
        UUID foreign = other.partner("Foreign");

        // When
        Response linked = tenant.asOwner().put(DISTRIBUTORS + "/" + distributor + "/partners/" + foreign);

        // Then
        linked.then().statusCode(404);
        other.asOwner().get(DISTRIBUTORS + "/" + distributor).then().statusCode(404);
        other.asOwner()
                .delete(DISTRIBUTORS + "/" + distributor + "/partners/" + foreign)
                .then()
                .statusCode(404);
    }

    @Test
    void channelUsersSeeTheirOwnOrganisationsAndThoseLinkedToThem() {
        // Given
        Tenant tenant = tenant();
        allowReadingUsers(tenant);
        UUID partner = tenant.partner("Northwind");
        tenant.partner("Stranger");
        UUID distributor = tenant.distributor("Southwind");
        tenant.user("p@x.example", channel("partnerId", partner));
        tenant.user("d@x.example", channel("distributorId", distributor));
        String link = DISTRIBUTORS + "/" + distributor + "/partners/" + partner;
        String asPartner = tenant.signIn("p@x.example", PASSWORD).path("accessToken");
        String asDistributor = tenant.signIn("d@x.example", PASSWORD).path("accessToken");

        // When
        tenant.asOwner().put(link).then().statusCode(200);

        // Then
        tenant.as(asPartner).get(PARTNERS).then().body("items.name", contains("Northwind"));
        tenant.as(asPartner).get(DISTRIBUTORS).then().body("items.name", contains("Southwind"));
        tenant.as(asDistributor).get(PARTNERS).then().body("items.name", contains("Northwind"));
        tenant.as(asPartner).get("/identity/v1/users").then().body("items.email", contains("p@x.example"));
        tenant.asOwner().delete(link).then().statusCode(204);
        tenant.as(asDistributor).get(PARTNERS).then().body("items", empty());
        tenant.as(asDistributor).get(PARTNERS + "/" + partner).then().statusCode(404);
    }

    @Test
    void theUsersOfADeactivatedPartnerAreSignedOut() {
        // Given
        Tenant tenant = tenant();
        UUID partner = tenant.partner("Northwind");
        tenant.user("p@x.example", Map.of("kind", "CHANNEL", "partnerId", partner, "roles", List.of("partner")));
        String token = tenant.signIn("p@x.example", PASSWORD).path("refreshToken");

        // When
        tenant.asOwner().delete(PARTNERS + "/" + partner).then().statusCode(204);

        // Then
        refresh(token, tenant.address()).then().statusCode(401);
        tenant.signIn("p@x.example", PASSWORD).then().statusCode(401);
    }

    @Test
    void whoSeesALinkButMayNotChangeItIsToldSo() {
        // Given
        Tenant tenant = tenant();
        UUID partner = tenant.partner("Northwind");
        UUID distributor = tenant.distributor("Southwind");
        String link = DISTRIBUTORS + "/" + distributor + "/partners/" + partner;
        tenant.asOwner().put(link).then().statusCode(200);
        tenant.asOwner()
                .body(Map.of("name", "channel_reader", "permissions", List.of("users.read", "users.manage")))
                .post("/identity/v1/roles")
                .then()
                .statusCode(201);
        tenant.user("d@x.example", channel("distributorId", distributor));
        String token = tenant.signIn("d@x.example", PASSWORD).path("accessToken");

        // When
        Response refused = tenant.as(token).delete(link);

        // Then
        refused.then().statusCode(403).body("code", equalTo("forbidden"));
        tenant.asOwner()
                .get(DISTRIBUTORS + "/" + distributor + "/partners")
                .then()
                .body("items.partnerName", contains("Northwind"));
    }

    @Test
    void whoMayOnlyReadChangesNothing() {
        // Given
        Tenant tenant = tenant();
        tenant.user("m@x.example", Map.of("roles", List.of("manager")));
        String manager = tenant.signIn("m@x.example", PASSWORD).path("accessToken");

        // When
        Response refused = tenant.as(manager).body(Map.of("name", "X")).post(PARTNERS);

        // Then
        refused.then().statusCode(403).contentType("application/problem+json");
        tenant.as(manager).get(PARTNERS).then().statusCode(200);
    }

    private static Map<String, Object> channel(String scope, UUID id) {
        return Map.of("kind", "CHANNEL", scope, id, "roles", List.of("channel_reader"));
    }

    /** No system role of the channel reads users; a tenant's own may. */
    private static void allowReadingUsers(Tenant tenant) {
        UUID role = UUID.randomUUID();
        execute("INSERT INTO roles (id, tenant_id, name) VALUES (?, ?, 'channel_reader')", role, tenant.id());
        execute(
                "INSERT INTO role_permissions (role_id, tenant_id, permission) VALUES (?, ?, 'users.read')",
                role,
                tenant.id());
    }
}
