package io.tentabo.crm.lead;

import static io.tentabo.crm.Crm.as;
import static io.tentabo.crm.Crm.conversion;
import static io.tentabo.crm.Crm.move;
import static io.tentabo.crm.Crm.owner;
import static io.tentabo.crm.Crm.partnerUser;
import static io.tentabo.crm.Crm.registerLead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.crm.Crm;
import io.tentabo.crm.integration.billing.BillingStandIn;
import io.tentabo.crm.integration.billing.BillingStandIn.Behaviour;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.model.event.OrderEvent;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestTokens;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
@QuarkusTestResource(BillingStandIn.class)
class LeadConversionTest {

    private static final Map<String, Object> ONE_LINE = conversion(20);

    BillingStandIn billing;

    private final UUID tenant = UUID.randomUUID();
    private final UUID partner = UUID.randomUUID();
    private final TestTokens owner = owner(tenant);

    @BeforeEach
    void billingWorks() {
        billing.behave(Behaviour.NORMAL);
    }

    @Test
    void aConversionYieldsAnOrderAndAWonLead() {
        // Given
        UUID lead = registerLead(owner, "200 seats", Map.of("partnerId", partner));

        // When
        Response response = as(owner)
                .header("X-Request-Id", "conversion-of-200-seats")
                .body(ONE_LINE)
                .post(convert(lead));

        // Then
        UUID order = billing.orderOf(lead);
        response.then()
                .statusCode(201)
                .header("Location", endsWith("/billing/v1/orders/" + order))
                .body("orderId", equalTo(order.toString()))
                .body("status", equalTo("WON"));
        BillingStandIn.Received request = billing.requestsFor(lead).getFirst();
        assertThat(request.authorization()).startsWith("Bearer ");
        assertThat(request.idempotencyKey()).isEqualTo("lead-conversion-" + lead + "-1");
        assertThat(request.requestId()).isEqualTo("conversion-of-200-seats");
        assertThat(request.body().getString("partnerId")).isEqualTo(partner.toString());
        assertThat(request.body().getJsonArray("items").getJsonObject(0).getInteger("quantity"))
                .isEqualTo(20);
        LeadEvent event =
                TestEvents.awaitEvent("crm", lead, LeadEvent.CONVERTED).payload(LeadEvent.class);
        assertThat(event.convertedOrderId()).isEqualTo(order);
        assertThat(event.previousStatus()).isEqualTo("NEW");
        as(owner)
                .get("/crm/v1/leads/" + lead)
                .then()
                .body("status", equalTo("WON"))
                .body("converting", equalTo(false))
                .body("convertedOrderId", equalTo(order.toString()));
    }

    @Test
    void aPartnersUserConvertsItsOwnLeadOnly() {
        // Given
        TestTokens user = partnerUser(tenant, partner);
        UUID own = registerLead(user, "Own");
        UUID foreign = registerLead(partnerUser(tenant, UUID.randomUUID()), "Foreign");

        // When
        Response refused = as(user).body(ONE_LINE).post(convert(foreign));
        Response converted = as(user).body(ONE_LINE).post(convert(own));

        // Then
        refused.then().statusCode(404);
        assertThat(billing.requestsFor(foreign)).isEmpty();
        converted.then().statusCode(201);
    }

    @Test
    void whatBillingRefusesIsToldAndTheLeadIsAsItWas() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        billing.behave(Behaviour.REFUSE);

        // When
        Response response = as(owner).body(ONE_LINE).post(convert(lead));

        // Then
        response.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("pricing.no-price"))
                .body("type", equalTo("urn:tentabo:problem:pricing.no-price"))
                .body("detail", equalTo("OxiBox Storage is not sold in EUR."))
                .body("requestId", notNullValue());
        as(owner)
                .get("/crm/v1/leads/" + lead)
                .then()
                .body("status", equalTo("NEW"))
                .body("converting", equalTo(false))
                .body("version", equalTo(0));
        move(owner, lead, "CONTACTED", "Still open");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOSE_ANSWER", "SILENT", "DOWN", "BAD_GATEWAY"})
    void whateverHappensOnTheWayARetryHeals(Behaviour fault) {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        billing.behave(fault);
        Response failed = as(owner).body(ONE_LINE).post(convert(lead));
        billing.behave(Behaviour.NORMAL);

        // When
        Response retried = as(owner).body(ONE_LINE).post(convert(lead));

        // Then
        failed.then()
                .statusCode(fault == Behaviour.BAD_GATEWAY ? 502 : 503)
                .header("Retry-After", notNullValue())
                .body("code", equalTo(fault == Behaviour.BAD_GATEWAY ? "billing.failed" : "billing.unavailable"));
        retried.then()
                .statusCode(201)
                .body("orderId", equalTo(billing.orderOf(lead).toString()));
        as(owner).get("/crm/v1/leads/" + lead + "/history").then().body("items", hasSize(2));
    }

    @Test
    void aRetryWithOtherLinesFindsTheOrderThatWasPlaced() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        billing.behave(Behaviour.LOSE_ANSWER);
        as(owner).body(ONE_LINE).post(convert(lead)).then().statusCode(503);
        billing.behave(Behaviour.NORMAL);
        UUID placed = billing.orderOf(lead);

        // When
        Response retried = as(owner).body(conversion(30)).post(convert(lead));

        // Then
        retried.then().statusCode(201).body("orderId", equalTo(placed.toString()));
    }

    @Test
    void aRetryThatIsRefusedStillFindsTheOrderThatWasPlaced() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        billing.behave(Behaviour.LOSE_ANSWER);
        as(owner).body(ONE_LINE).post(convert(lead)).then().statusCode(503);
        billing.behave(Behaviour.REFUSE);

        // When
        Response retried = as(owner).body(conversion(30)).post(convert(lead));

        // Then
        retried.then()
                .statusCode(201)
                .body("orderId", equalTo(billing.orderOf(lead).toString()));
    }

    @Test
    void anOrderPlacedDirectlyIsFound() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        UUID order = billing.placeDirectly(lead, null);

        // When
        Response response = as(owner).body(ONE_LINE).post(convert(lead));

        // Then
        response.then().statusCode(201).body("orderId", equalTo(order.toString()));
    }

    @Test
    void anotherPartnersOrderIsNotTakenForTheLeads() {
        // Given
        UUID lead = registerLead(owner, "200 seats", Map.of("partnerId", partner));
        billing.placeDirectly(lead, UUID.randomUUID());

        // When
        Response response = as(owner).body(ONE_LINE).post(convert(lead));

        // Then
        response.then().statusCode(409).body("code", equalTo("order.lead-already-ordered"));
        assertThat(status(lead)).isEqualTo("NEW");
    }

    @Test
    void aLeadBeingConvertedTakesNoOtherStatusAndIsNotDeleted() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        billing.behave(Behaviour.DOWN);
        as(owner).body(ONE_LINE).post(convert(lead)).then().statusCode(503);

        // When
        Response moved = as(owner)
                .body(Map.of("status", "LOST", "reason", "Too late"))
                .post("/crm/v1/leads/" + lead + "/status");
        Response deleted = as(owner).delete("/crm/v1/leads/" + lead);

        // Then
        moved.then().statusCode(409).body("code", equalTo("lead.converting"));
        deleted.then().statusCode(409).body("code", equalTo("lead.converting"));
        as(owner).get("/crm/v1/leads/" + lead).then().body("converting", equalTo(true));
    }

    @Test
    void aMarkerLeftByACrashIsTakenAwayByTheNextRefusal() throws Exception {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        try (var connection = TestDatabase.superuser()) {
            connection
                    .createStatement()
                    .execute("UPDATE leads SET conversion_started_at = now() - interval '2 minutes' WHERE id = '" + lead
                            + "'");
        }
        billing.behave(Behaviour.REFUSE);

        // When
        as(owner).body(ONE_LINE).post(convert(lead)).then().statusCode(422);

        // Then
        move(owner, lead, "CONTACTED", "Free again");
    }

    @Test
    void theOrdersEventWinsTheLeadWithoutARetry() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        billing.behave(Behaviour.LOSE_ANSWER);
        as(owner).body(ONE_LINE).post(convert(lead)).then().statusCode(503);
        UUID order = billing.orderOf(lead);

        // When
        orderCreated(lead, order, null, "CREATED");

        // Then
        Crm.await("the lead is won", () -> status(lead).equals("WON"));
        as(owner).body(ONE_LINE).post(convert(lead)).then().statusCode(200).body("orderId", equalTo(order.toString()));
    }

    @Test
    void anotherPartnersOrderWinsNoLead() {
        // Given
        UUID lead = registerLead(owner, "200 seats", Map.of("partnerId", partner));
        UUID own = registerLead(owner, "Own", Map.of("partnerId", partner));

        // When
        orderCreated(lead, UUID.randomUUID(), UUID.randomUUID(), "CREATED");
        orderCreated(own, UUID.randomUUID(), partner, "CREATED");

        // Then
        Crm.await("the partner's own order wins its lead", () -> status(own).equals("WON"));
        TestEvents.eventsOf("crm", lead, Duration.ofMillis(500));
        assertThat(status(lead)).isEqualTo("NEW");
    }

    @Test
    void aDraftWinsNoLeadAndNoOrderReopensALostOne() {
        // Given
        UUID drafted = registerLead(owner, "Drafted");
        UUID lost = registerLead(owner, "Lost");
        UUID ordered = registerLead(owner, "Ordered");
        move(owner, lost, "LOST", "Budget cut");

        // When
        orderCreated(drafted, UUID.randomUUID(), null, "DRAFT");
        orderCreated(lost, UUID.randomUUID(), null, "CREATED");
        orderCreated(ordered, UUID.randomUUID(), null, "CREATED");

        // Then
        Crm.await("the order wins its lead", () -> status(ordered).equals("WON"));
        TestEvents.eventsOf("crm", lost, Duration.ofMillis(500));
        assertThat(status(drafted)).isEqualTo("NEW");
        assertThat(status(lost)).isEqualTo("LOST");
    }

    @Test
    void aRepeatedKeyReplaysTheConversion() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        TestTokens user = TestTokens.user(tenant, UUID.randomUUID()).roles("manager");
        Response first =
                as(user).header("Idempotency-Key", "k-" + lead).body(ONE_LINE).post(convert(lead));

        // When
        Response second =
                as(user).header("Idempotency-Key", "k-" + lead).body(ONE_LINE).post(convert(lead));
        Response other = as(user).header("Idempotency-Key", "k-" + lead)
                .body(conversion(30))
                .post(convert(lead));

        // Then
        second.then().statusCode(201).header("Idempotency-Replayed", equalTo("true"));
        assertThat(second.asString()).isEqualTo(first.asString());
        other.then().statusCode(422).body("code", equalTo("idempotency.key-reused"));
    }

    @Test
    void aLostLeadIsReopenedBeforeItIsConverted() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        move(owner, lead, "LOST", "Budget cut");

        // When
        Response response = as(owner).body(ONE_LINE).post(convert(lead));

        // Then
        response.then().statusCode(409).body("code", equalTo("lead.lost"));
        assertThat(billing.requestsFor(lead)).isEmpty();
    }

    @Test
    void aConversionWithoutLinesIsRefused() {
        // Given
        UUID lead = registerLead(owner, "200 seats");

        // When
        Response response =
                as(owner).body(Map.of("currency", "EUR", "items", List.of())).post(convert(lead));

        // Then
        response.then().statusCode(400).body("code", equalTo("validation"));
    }

    private String status(UUID lead) {
        return as(owner).get("/crm/v1/leads/" + lead).jsonPath().getString("status");
    }

    private void orderCreated(UUID lead, UUID order, @Nullable UUID orderPartner, String status) {
        OrderEvent event = new OrderEvent(
                order,
                "ORD-20270115-ABCDEF",
                "SUBSCRIPTION",
                status,
                lead,
                orderPartner,
                null,
                null,
                null,
                "EUR",
                new BigDecimal("3672.00"),
                Instant.now(),
                0);
        TestEvents.publish("billing", tenant, new DomainEvent("order", order, OrderEvent.CREATED, event));
    }

    private static String convert(UUID lead) {
        return "/crm/v1/leads/" + lead + "/convert";
    }
}
