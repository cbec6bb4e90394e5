package io.tentabo.crm.lead;

import static io.tentabo.crm.Crm.as;
import static io.tentabo.crm.Crm.conversion;
import static io.tentabo.crm.Crm.owner;
import static io.tentabo.crm.Crm.partnerUser;
import static io.tentabo.crm.Crm.registerLead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

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
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of leads whose orders are cancelled, drafts, or placed while the lead changes hands. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
@QuarkusTestResource(BillingStandIn.class)
class LeadOrderTest {

    private static final String NUMBER = "ORD-20270115-ABCDEF";
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
    void aLeadWhoseOrderIsCancelledGoesBackToWhereItWasWonFrom() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        Crm.move(owner, lead, "PROPOSAL", "Offer sent");
        UUID order = converted(lead, null);

        // When
        changed(lead, order, null, "CANCELLED");

        // Then
        Crm.await("the lead is open again", () -> status(lead).equals("PROPOSAL"));
        as(owner)
                .get("/crm/v1/leads/" + lead)
                .then()
                .body("convertedOrderId", nullValue())
                .body("convertedAt", nullValue())
                .body("converting", equalTo(false));
        as(owner)
                .get("/crm/v1/leads/" + lead + "/history")
                .then()
                .body("items[0].oldStatus", equalTo("WON"))
                .body("items[0].newStatus", equalTo("PROPOSAL"))
                .body("items[0].reason", equalTo("order " + NUMBER + " cancelled"))
                .body("items[0].changedBy", nullValue());
        assertThat(TestEvents.awaitEvent("crm", lead, LeadEvent.STATUS_CHANGED)).isNotNull();
    }

    @Test
    void aLeadThatACancelledOrderGivesBackGoesToTheSuccessorOfItsRemovedOwner() {
        // Given
        UUID leaver = UUID.randomUUID();
        UUID successor = UUID.randomUUID();
        UUID lead = registerLead(TestTokens.user(tenant, leaver).roles("manager"), "200 seats");
        UUID order = converted(lead, null);
        execute("""
                INSERT INTO lead_handovers (tenant_id, from_user_id, to_user_id, removed_by, removed_at, completed_at)
                VALUES ('%s', '%s', '%s', '%3$s', now() - interval '1 day', now())
                """.formatted(tenant, leaver, successor));

        // When
        changed(lead, order, null, "CANCELLED");

        // Then
        Crm.await("the lead has changed hands", () -> as(owner)
                .get("/crm/v1/leads/" + lead)
                .jsonPath()
                .getString("ownerId")
                .equals(successor.toString()));
    }

    @Test
    void aLeadWhoseOrderWasCancelledIsConvertedToAnother() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        UUID first = converted(lead, "first");
        billing.cancelOrderOf(lead);
        changed(lead, first, null, "CANCELLED");
        Crm.await("the lead is open again", () -> status(lead).equals("NEW"));

        // When
        UUID second = converted(lead, "second");
        Response replayed = convert(owner, lead, "first");

        // Then
        assertThat(second).isNotEqualTo(first);
        assertThat(billing.requestsFor(lead))
                .extracting(BillingStandIn.Received::idempotencyKey)
                .containsExactly("lead-conversion-" + lead + "-1", "lead-conversion-" + lead + "-2");
        replayed.then().header("Idempotency-Replayed", "true").body("orderId", equalTo(first.toString()));
        assertThat(status(lead)).isEqualTo("WON");
    }

    @Test
    void oneAttemptKeepsItsKeyUntilItsOrderIsCancelled() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        billing.behave(Behaviour.LOSE_ANSWER);
        convert(owner, lead, null).then().statusCode(503);
        UUID lost = billing.orderOf(lead);
        convert(owner, lead, null).then().statusCode(503);
        billing.behave(Behaviour.NORMAL);

        // When
        billing.cancelOrderOf(lead);
        changed(lead, lost, null, "CANCELLED");
        Crm.await(
                "the marker is gone",
                () -> !as(owner).get("/crm/v1/leads/" + lead).jsonPath().getBoolean("converting"));
        UUID order = converted(lead, null);

        // Then
        assertThat(order).isNotEqualTo(lost);
        assertThat(billing.requestsFor(lead))
                .extracting(BillingStandIn.Received::idempotencyKey)
                .containsExactly(
                        "lead-conversion-" + lead + "-1",
                        "lead-conversion-" + lead + "-1",
                        "lead-conversion-" + lead + "-2");
    }

    @Test
    void anOrderThatIsKnownToBeCancelledWinsNoLeadAnyMore() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        UUID marked = registerLead(owner, "Marks the end of the news");
        UUID order = UUID.randomUUID();

        // When
        changed(lead, order, null, "CANCELLED");
        publish(OrderEvent.CREATED, lead, order, null, "CREATED");
        changed(lead, order, null, "SENT");
        changed(lead, order, null, "CANCELLED");
        publishBy(order, OrderEvent.CREATED, marked, UUID.randomUUID(), null, "CREATED");

        // Then
        Crm.await("all news have arrived", () -> status(marked).equals("WON"));
        assertThat(status(lead)).isEqualTo("NEW");
        as(owner).get("/crm/v1/leads/" + lead).then().body("version", equalTo(0));
    }

    @Test
    void anOrderCancelledWhileItsLeadIsBeingConvertedIsNotTaken() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        billing.meanwhile(() -> {
            UUID order = billing.orderOf(lead);
            billing.cancelOrderOf(lead);
            changed(lead, order, null, "CANCELLED");
            Crm.await("the cancellation is known", () -> isKnownAsCancelled(order));
        });

        // When
        Response response = convert(owner, lead, null);

        // Then
        response.then().statusCode(409).body("code", equalTo("lead.order-cancelled"));
        billing.behave(Behaviour.NORMAL);
        Crm.move(owner, lead, "CONTACTED", "Still open");
        converted(lead, null);
    }

    @Test
    void aDraftWinsItsLeadWhenItIsSubmitted() {
        // Given
        UUID lead = registerLead(owner, "200 seats", Map.of("partnerId", partner));
        UUID order = UUID.randomUUID();
        publish(OrderEvent.CREATED, lead, order, partner, "DRAFT");

        // When
        changed(lead, order, partner, "CREATED");

        // Then
        Crm.await("the lead is won", () -> status(lead).equals("WON"));
        as(owner).get("/crm/v1/leads/" + lead).then().body("convertedOrderId", equalTo(order.toString()));
    }

    @Test
    void aConversionNamesTheDraftThatStandsInItsWay() {
        // Given
        TestTokens user = partnerUser(tenant, partner);
        UUID lead = registerLead(user, "200 seats");
        UUID draft = billing.draft(lead, partner);

        // When
        Response response = convert(user, lead, null);

        // Then
        response.then()
                .statusCode(409)
                .body("code", equalTo("lead.draft-order"))
                .body("orderId", equalTo(draft.toString()))
                .body("orderNumber", equalTo(NUMBER));
        Crm.move(user, lead, "CONTACTED", "Free for others");
    }

    @Test
    void aLeadThatIsHandedOverDuringItsConversionIsWonAllTheSame() {
        // Given
        TestTokens user = partnerUser(tenant, partner);
        UUID lead = registerLead(user, "200 seats");
        billing.meanwhile(() -> execute("UPDATE leads SET partner_id = gen_random_uuid() WHERE id = '" + lead + "'"));

        // When
        Response response = convert(user, lead, null);

        // Then
        response.then()
                .statusCode(201)
                .body("orderId", equalTo(billing.orderOf(lead).toString()));
        assertThat(status(lead)).isEqualTo("WON");
        as(owner).get("/crm/v1/leads/" + lead + "/history").then().body("items[0].newStatus", equalTo("WON"));
    }

    @Test
    void aLeadBeingConvertedKeepsItsPartner() {
        // Given
        UUID lead = registerLead(owner, "200 seats", Map.of("partnerId", partner));
        billing.behave(Behaviour.DOWN);
        convert(owner, lead, null).then().statusCode(503);

        // When
        Response handedOver =
                as(owner).body(Map.of("partnerId", UUID.randomUUID())).patch("/crm/v1/leads/" + lead);
        Response renamed = as(owner).body(Map.of("title", "300 seats")).patch("/crm/v1/leads/" + lead);

        // Then
        handedOver.then().statusCode(409).body("code", equalTo("lead.converting"));
        renamed.then().statusCode(200);
    }

    private UUID converted(UUID lead, @Nullable String key) {
        Response response = convert(owner, lead, key);
        response.then().statusCode(201);
        return UUID.fromString(response.path("orderId"));
    }

    private static Response convert(TestTokens user, UUID lead, @Nullable String key) {
        var request = as(user).body(ONE_LINE);
        return (key == null ? request : request.header("Idempotency-Key", key))
                .post("/crm/v1/leads/" + lead + "/convert");
    }

    private String status(UUID lead) {
        return as(owner).get("/crm/v1/leads/" + lead).jsonPath().getString("status");
    }

    private void changed(UUID lead, UUID order, @Nullable UUID orderPartner, String status) {
        publish(OrderEvent.STATUS_CHANGED, lead, order, orderPartner, status);
    }

    private void publish(String type, UUID lead, UUID order, @Nullable UUID orderPartner, String status) {
        publishBy(order, type, lead, order, orderPartner, status);
    }

    /** @param key whose news keep their order with this one's */
    private void publishBy(UUID key, String type, UUID lead, UUID order, @Nullable UUID orderPartner, String status) {
        OrderEvent event = new OrderEvent(
                order,
                NUMBER,
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
        TestEvents.publish("billing", tenant, new DomainEvent("order", key, type, event));
    }

    private static boolean isKnownAsCancelled(UUID order) {
        try (var connection = TestDatabase.superuser();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT 1 FROM lead_cancelled_orders WHERE order_id = '" + order + "'")) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(String sql) {
        try (var connection = TestDatabase.superuser()) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
