package io.tentabo.identity.channel;

import static io.tentabo.identity.Identity.PASSWORD;
import static io.tentabo.identity.Identity.query;
import static io.tentabo.identity.Identity.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.ContractEvent;
import io.tentabo.model.event.CustomerEvent;
import io.tentabo.model.event.InvoiceEvent;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.model.event.OrderEvent;
import io.tentabo.test.TestEvents;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@IdentityTest
class ChannelCountsTest {

    private static final String PARTNER_COUNTS = "/identity/v1/partners/{id}/counts";
    private static final String DISTRIBUTOR_COUNTS = "/identity/v1/distributors/{id}/counts";
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");

    @Test
    void aPartnersPageCountsWhatTheOtherServicesTell() {
        // Given
        Tenant tenant = tenant();
        UUID partner = tenant.partner("Northwind");
        UUID distributor = tenant.distributor("Southwind");
        tenant.asOwner().put("/identity/v1/distributors/" + distributor + "/partners/" + partner);
        tenant.user("p@count.example", Map.of("kind", "CHANNEL", "partnerId", partner, "roles", List.of("partner")));
        lead(tenant, LeadEvent.CREATED, UUID.randomUUID(), partner, "NEW", 0);
        lead(tenant, LeadEvent.CREATED, UUID.randomUUID(), partner, "NEW", 0);
        lead(tenant, LeadEvent.STATUS_CHANGED, UUID.randomUUID(), partner, "WON", 3);
        lead(tenant, LeadEvent.CREATED, UUID.randomUUID(), null, "NEW", 0);
        customer(tenant, partner);
        order(tenant, OrderEvent.STATUS_CHANGED, UUID.randomUUID(), partner, "SENT", 1);
        contract(tenant, partner);
        invoice(tenant, partner, null);

        // When
        invoice(tenant, partner, UUID.randomUUID());
        awaitEvents(tenant, 9);

        // Then
        tenant.asOwner()
                .get(PARTNER_COUNTS, partner)
                .then()
                .statusCode(200)
                .body("leads.total", equalTo(3))
                .body("leads.byStatus", equalTo(Map.of("NEW", 2, "WON", 1)))
                .body("customers.byStatus", equalTo(Map.of("ACTIVE", 1)))
                .body("orders.byStatus", equalTo(Map.of("SENT", 1)))
                .body("contracts.byStatus", equalTo(Map.of("ACTIVE", 1)))
                .body("invoices.total", equalTo(1))
                .body("users.byStatus", equalTo(Map.of("ACTIVE", 1)))
                .body("links", equalTo(1));
        tenant.asOwner().get(PARTNER_COUNTS, UUID.randomUUID()).then().statusCode(404);
        tenant().asOwner().get(PARTNER_COUNTS, partner).then().statusCode(404);
    }

    @Test
    void aRecordThatMovesIsCountedWhereItIsInWhateverOrderItsEventsCome() {
        // Given
        Tenant tenant = tenant();
        UUID before = tenant.partner("Before");
        UUID after = tenant.partner("After");
        UUID moved = UUID.randomUUID();
        UUID deleted = UUID.randomUUID();
        lead(tenant, LeadEvent.CREATED, moved, before, "NEW", 0);
        lead(tenant, LeadEvent.STATUS_CHANGED, moved, after, "QUALIFIED", 2);
        lead(tenant, LeadEvent.UPDATED, moved, before, "NEW", 1);
        lead(tenant, LeadEvent.DELETED, deleted, after, "NEW", 1);
        lead(tenant, LeadEvent.CREATED, deleted, after, "NEW", 0);
        UUID twice = lead(tenant, LeadEvent.CREATED, UUID.randomUUID(), after, "NEW", 0);

        // When
        TestEvents.publish("crm", tenant.id(), twice, event(LeadEvent.CREATED, UUID.randomUUID(), after, "NEW", 0));
        order(tenant, OrderEvent.DELETED, UUID.randomUUID(), after, "CREATED", 4);
        awaitEvents(tenant, 7);

        // Then
        tenant.asOwner().get(PARTNER_COUNTS, before).then().statusCode(200).body("leads.total", equalTo(0));
        tenant.asOwner()
                .get(PARTNER_COUNTS, after)
                .then()
                .statusCode(200)
                .body("leads.byStatus", equalTo(Map.of("NEW", 1, "QUALIFIED", 1)))
                .body("orders.total", equalTo(0));
    }

    @Test
    void aDistributorCountsItsOwnAndItsPresentPartnersOnce() {
        // Given
        Tenant tenant = tenant();
        UUID partner = tenant.partner("Northwind");
        UUID stranger = tenant.partner("Stranger");
        UUID distributor = tenant.distributor("Southwind");
        String link = "/identity/v1/distributors/" + distributor + "/partners/" + partner;
        createReader(tenant);
        String asDistributor = signedIn(tenant, "d@count.example", "distributorId", distributor);
        String asPartner = signedIn(tenant, "p@count.example", "partnerId", partner);
        lead(tenant, LeadEvent.CREATED, UUID.randomUUID(), partner, "NEW", 0);
        lead(tenant, LeadEvent.CREATED, UUID.randomUUID(), stranger, "NEW", 0);
        order(tenant, UUID.randomUUID(), partner, distributor);
        order(tenant, UUID.randomUUID(), null, distributor);
        awaitEvents(tenant, 4);

        // When
        tenant.asOwner().put(link).then().statusCode(200);

        // Then
        tenant.asOwner()
                .get(DISTRIBUTOR_COUNTS, distributor)
                .then()
                .statusCode(200)
                .body("leads.total", equalTo(1))
                .body("orders.total", equalTo(2))
                .body("users.total", equalTo(1))
                .body("links", equalTo(1));
        tenant.as(asDistributor)
                .get(DISTRIBUTOR_COUNTS, distributor)
                .then()
                .body("leads.total", equalTo(1))
                .body("orders.total", equalTo(2));
        tenant.as(asDistributor)
                .get(PARTNER_COUNTS, partner)
                .then()
                .statusCode(200)
                .body("leads.total", equalTo(1))
                .body("users", nullValue());
        tenant.as(asPartner)
                .get(DISTRIBUTOR_COUNTS, distributor)
                .then()
                .statusCode(200)
                .body("orders.total", equalTo(1))
                .body("users", nullValue());
        tenant.as(asPartner).get(PARTNER_COUNTS, stranger).then().statusCode(404);
        tenant.asOwner().delete(link).then().statusCode(204);
        tenant.asOwner()
                .get(DISTRIBUTOR_COUNTS, distributor)
                .then()
                .body("leads.total", equalTo(0))
                .body("orders.total", equalTo(2))
                .body("links", equalTo(0));
        tenant.as(asDistributor).get(PARTNER_COUNTS, partner).then().statusCode(404);
    }

    @Test
    void aLinkTellsWhoSetAndRemovedItAndWhen() {
        // Given
        Tenant tenant = tenant();
        UUID partner = tenant.partner("Northwind");
        UUID distributor = tenant.distributor("Southwind");
        String link = "/identity/v1/distributors/" + distributor + "/partners/" + partner;
        tenant.user("ada@count.example", Map.of("roles", List.of("admin")));
        String admin = tenant.signIn("ada@count.example", PASSWORD).path("accessToken");
        tenant.asOwner().put(link).then().statusCode(200);
        tenant.asOwner().put(link).then().statusCode(200);
        tenant.as(admin).delete(link).then().statusCode(204);
        tenant.as(admin).delete(link).then().statusCode(204);
        tenant.asOwner().put(link).then().statusCode(200);

        // When
        Response history = tenant.asOwner().get(link + "/history");

        // Then
        history.then().statusCode(200).body("items.isActive", equalTo(List.of(true, false, true)));
        assertThat(history.<List<String>>path("items.changedBy"))
                .first()
                .isEqualTo(tenant.ownerId().toString());
        assertThat(history.<List<String>>path("items.changedBy").get(1))
                .isNotEqualTo(tenant.ownerId().toString());
        assertThat(history.<List<String>>path("items.changedAt")).isSortedAccordingTo((a, b) -> b.compareTo(a));
        tenant.asOwner()
                .get("/identity/v1/distributors/" + distributor + "/partners/" + UUID.randomUUID() + "/history")
                .then()
                .statusCode(404);
        tenant().asOwner().get(link + "/history").then().statusCode(404);
    }

    private static UUID lead(Tenant tenant, String type, UUID id, @Nullable UUID partner, String status, int version) {
        return TestEvents.publish("crm", tenant.id(), event(type, id, partner, status, version));
    }

    private static DomainEvent event(String type, UUID id, @Nullable UUID partner, String status, int version) {
        LeadEvent lead = new LeadEvent(
                id,
                "A lead",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                status,
                null,
                null,
                null,
                null,
                UUID.randomUUID(),
                partner,
                null,
                null,
                "API",
                NOW,
                version);
        return new DomainEvent("lead", id, type, lead);
    }

    private static void customer(Tenant tenant, UUID partner) {
        UUID id = UUID.randomUUID();
        CustomerEvent customer = new CustomerEvent(
                id, "CUS-1", "Harbor", null, "ACTIVE", null, null, null, null, null, null, partner, NOW, 0);
        TestEvents.publish("crm", tenant.id(), new DomainEvent("customer", id, CustomerEvent.CREATED, customer));
    }

    private static void order(Tenant tenant, UUID id, @Nullable UUID partner, UUID distributor) {
        order(tenant, OrderEvent.CREATED, id, partner, distributor, "CREATED", 0);
    }

    private static void order(Tenant tenant, String type, UUID id, UUID partner, String status, int version) {
        order(tenant, type, id, partner, null, status, version);
    }

    private static void order(
            Tenant tenant,
            String type,
            UUID id,
            @Nullable UUID partner,
            @Nullable UUID distributor,
            String status,
            int version) {
        OrderEvent order = new OrderEvent(
                id,
                "ORD-1",
                "SUBSCRIPTION",
                status,
                null,
                partner,
                distributor,
                null,
                null,
                "EUR",
                BigDecimal.TEN,
                NOW,
                version);
        TestEvents.publish("billing", tenant.id(), new DomainEvent("order", id, type, order));
    }

    private static void contract(Tenant tenant, UUID partner) {
        UUID id = UUID.randomUUID();
        ContractEvent contract = new ContractEvent(
                id,
                "CNT-1",
                "ACTIVE",
                null,
                partner,
                null,
                null,
                TODAY,
                TODAY.plusYears(1),
                "EUR",
                BigDecimal.TEN,
                NOW,
                0);
        TestEvents.publish("billing", tenant.id(), new DomainEvent("contract", id, ContractEvent.CREATED, contract));
    }

    private static void invoice(Tenant tenant, UUID partner, @Nullable UUID creditNoteOf) {
        UUID id = UUID.randomUUID();
        InvoiceEvent invoice = new InvoiceEvent(
                id,
                "INV-1",
                "DRAFT",
                creditNoteOf,
                null,
                null,
                partner,
                null,
                null,
                null,
                null,
                TODAY,
                TODAY,
                "EUR",
                BigDecimal.TEN,
                BigDecimal.ZERO,
                BigDecimal.TEN,
                NOW,
                0);
        TestEvents.publish("billing", tenant.id(), new DomainEvent("invoice", id, InvoiceEvent.CREATED, invoice));
    }

    /** Waits until the service has dealt with so many different events of the tenant. */
    private static void awaitEvents(Tenant tenant, int events) {
        Instant deadline = InstantSource.system().instant().plus(Duration.ofSeconds(30));
        while (!query("SELECT count(*) FROM inbox WHERE tenant_id = ?", tenant.id())
                .equals(String.valueOf(events))) {
            assertThat(InstantSource.system().instant())
                    .as("arrival of the events")
                    .isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static void createReader(Tenant tenant) {
        tenant.asOwner()
                .body(Map.of("name", "channel_reader", "permissions", List.of("users.read")))
                .post("/identity/v1/roles")
                .then()
                .statusCode(201);
    }

    private static String signedIn(Tenant tenant, String email, String organisation, UUID id) {
        tenant.user(email, Map.of("kind", "CHANNEL", organisation, id, "roles", List.of("channel_reader")));
        return tenant.signIn(email, PASSWORD).path("accessToken");
    }
}
