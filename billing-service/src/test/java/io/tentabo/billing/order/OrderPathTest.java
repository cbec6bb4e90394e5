package io.tentabo.billing.order;

import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.id;
import static io.tentabo.billing.BillingApi.line;
import static io.tentabo.billing.BillingApi.order;
import static io.tentabo.billing.BillingApi.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.billing.BillingApi;
import io.tentabo.model.event.ContractEvent;
import io.tentabo.model.event.OrderEvent;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestTokens;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class OrderPathTest {

    private final BillingApi api = BillingApi.newTenant();

    @Test
    void aPartnersOrderIsSentFulfilledAndActivatedIntoAContract() {
        // Given
        UUID partner = UUID.randomUUID();
        String order = api.placedOrder(api.partner(partner));

        // When
        post(api.partner(partner), "/orders/" + order + "/send", "")
                .then()
                .statusCode(200)
                .body("status", equalTo("SENT"));
        post(api.withRole("fulfiller"), "/orders/" + order + "/fulfil", Map.of("stage", "START"))
                .then()
                .statusCode(200)
                .body("status", equalTo("IN_FULFILLMENT"));
        post(api.withRole("fulfiller"), "/orders/" + order + "/fulfil", "")
                .then()
                .statusCode(200)
                .body("status", equalTo("FULFILLED"));
        String contract = id(post(
                api.withRole("fulfiller"), "/orders/" + order + "/activate", Map.of("activationDate", "2028-02-29")));

        // Then
        get(api.partner(partner), "/contracts/" + contract)
                .then()
                .statusCode(200)
                .body("contractNumber", matchesPattern("CNT-\\d{8}-[0-9A-Z]{6}"))
                .body("orderId", equalTo(order))
                .body("status", equalTo("ACTIVE"))
                .body("partnerId", equalTo(partner.toString()))
                .body("activationDate", equalTo("2028-02-29"))
                .body("expirationDate", equalTo("2030-02-28"))
                .body("periodicityMonths", equalTo(1))
                .body("valuePerPeriod", equalTo("153.00"))
                .body("totalValue", equalTo("3672.00"));
        get(api.partner(partner), "/orders/" + order + "/history")
                .then()
                .statusCode(200)
                .body("items.newStatus", contains("FULFILLED", "IN_FULFILLMENT", "SENT", "CREATED"))
                .body("items[3].oldStatus", nullValue());
        assertThat(TestEvents.awaitEvent("billing", UUID.fromString(order), OrderEvent.CREATED)
                        .payload(OrderEvent.class)
                        .totalAmount())
                .isEqualTo(new BigDecimal("3672.00"));
        assertThat(TestEvents.awaitEvent("billing", UUID.fromString(order), OrderEvent.ACTIVATED)
                        .payload(OrderEvent.class)
                        .contractId())
                .hasToString(contract);
        assertThat(TestEvents.awaitEvent("billing", UUID.fromString(contract), ContractEvent.CREATED)
                        .payload(ContractEvent.class)
                        .totalValue())
                .isEqualTo(new BigDecimal("3672.00"));
    }

    @Test
    void anOrderKeepsEachLinesPriceWithItsExplanation() {
        // Given
        String volume = api.sampleProduct("VOLUME", "EUR");
        String graduated = api.sampleProduct("GRADUATED", "EUR");
        String duration = api.duration(24, "10");

        // When
        String order = id(post(
                api.owner(), "/orders", order(List.of(line(volume, duration, 20), line(graduated, duration, 20)))));

        // Then
        get(api.owner(), "/orders/" + order)
                .then()
                .statusCode(200)
                .body("orderNumber", matchesPattern("ORD-\\d{8}-[0-9A-Z]{6}"))
                .body("subtotal", equalTo("8520.00"))
                .body("discountAmount", equalTo("852.00"))
                .body("totalAmount", equalTo("7668.00"))
                .body("items.lineNumber", contains(1, 2))
                .body("items.total", contains("3672.00", "3996.00"))
                .body("items.unitPrice", contains("8.5000", "9.2500"))
                .body("items.durationMonths", contains(24, 24))
                .body("items[0].productName", equalTo("OxiBox Storage"))
                .body("items[0].pricingExplanation.steps.kind", contains("TIER", "DISCOUNT", "TERM"))
                .body("items[0].pricingExplanation.steps.amount", contains("170.0000", "-17.00", "3672.00"))
                .body("items[1].pricingExplanation.steps.units.findAll { it }", contains(10, 10));
    }

    @Test
    void theLinesOfAnOrderCanBeChangedUntilItIsSent() {
        // Given
        String order = api.placedOrder(api.owner());
        String product = api.sampleProduct("VOLUME", "EUR");
        String duration = api.duration(12, "0");
        String second = BillingApi.as(api.owner())
                .body(line(product, duration, 1))
                .post("/billing/v1/orders/" + order + "/items")
                .then()
                .statusCode(201)
                .body("totalAmount", equalTo("3792.00"))
                .extract()
                .path("items[1].id");

        // When
        BillingApi.as(api.owner())
                .body(line(product, duration, 2))
                .put("/billing/v1/orders/" + order + "/items/" + second)
                .then()
                .statusCode(200)
                .body("totalAmount", equalTo("3912.00"))
                .body("version", equalTo(2));
        BillingApi.as(api.owner())
                .delete("/billing/v1/orders/" + order + "/items/" + second)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("totalAmount", equalTo("3672.00"));
        post(api.owner(), "/orders/" + order + "/send", "").then().statusCode(200);

        // Then
        post(api.owner(), "/orders/" + order + "/items", line(product, duration, 1))
                .then()
                .statusCode(409)
                .body("code", equalTo("order.not-open"));
        get(api.owner(), "/orders/" + order + "/items").then().body("$", hasSize(1));
    }

    @Test
    void goodsAreBoughtOnceAtTheirTierOrAtAPriceThatWasAgreedOn() {
        // Given
        String wine = api.product("VOLUME");
        api.tier(wine, "EUR", "ONCE", 0, null, "12.5000");

        // When
        String order = id(post(
                api.owner(),
                "/orders",
                Map.of(
                        "kind",
                        "WHOLESALE",
                        "currency",
                        "EUR",
                        "items",
                        List.of(
                                Map.of("productId", wine, "quantity", 12),
                                Map.of("productId", wine, "quantity", 6, "unitPrice", "11.99")))));
        post(api.owner(), "/orders/" + order + "/send", "").then().body("status", equalTo("CONFIRMED"));
        post(api.owner(), "/orders/" + order + "/fulfil", Map.of("stage", "SHIP"))
                .then()
                .body("status", equalTo("SHIPPED"));
        post(api.owner(), "/orders/" + order + "/fulfil", "").then().body("status", equalTo("DELIVERED"));

        // Then
        get(api.owner(), "/orders/" + order)
                .then()
                .body("totalAmount", equalTo("221.94"))
                .body("items[1].pricingExplanation.steps[0].kind", equalTo("AGREED_PRICE"));
        post(api.owner(), "/orders/" + order + "/activate", "")
                .then()
                .statusCode(422)
                .body("code", equalTo("order.not-activatable"));
    }

    @Test
    void aCancelledOrderFreesItsLead() {
        // Given
        String lead = UUID.randomUUID().toString();
        Map<String, Object> request = new HashMap<>(api.sampleOrder());
        request.put("leadId", lead);
        String first = id(post(api.owner(), "/orders", request));
        post(api.owner(), "/orders", request)
                .then()
                .statusCode(409)
                .body("code", equalTo("order.lead-already-ordered"));

        // When
        post(api.owner(), "/orders/" + first + "/cancel", Map.of("reason", "Wrong product"))
                .then()
                .statusCode(200)
                .body("status", equalTo("CANCELLED"));

        // Then
        post(api.owner(), "/orders", request).then().statusCode(201);
        get(api.owner(), "/orders?leadId=" + lead + "&status=CREATED").then().body("items", hasSize(1));
    }

    @Test
    void anOrderThatNamesAnotherPartnersLeadIsNotInThatPartnersWay() {
        // Given
        String partner = api.partner(UUID.randomUUID());
        Map<String, Object> request = new HashMap<>(api.sampleOrder());
        request.put("leadId", UUID.randomUUID().toString());
        post(api.partner(UUID.randomUUID()), "/orders", request).then().statusCode(201);

        // When
        var placed = post(partner, "/orders", request);
        var again = post(partner, "/orders", request);

        // Then
        placed.then().statusCode(201);
        again.then().statusCode(409).body("code", equalTo("order.lead-already-ordered"));
    }

    @Test
    void anOrderThatNamesAnotherDistributorsLeadIsNotInThatDistributorsWay() {
        // Given
        String distributor = orderingDistributor();
        Map<String, Object> request = new HashMap<>(api.sampleOrder());
        request.put("leadId", UUID.randomUUID().toString());
        post(orderingDistributor(), "/orders", request).then().statusCode(201);

        // When
        var placed = post(distributor, "/orders", request);
        var again = post(distributor, "/orders", request);
        var ofTheVendor = post(api.owner(), "/orders", request);

        // Then
        placed.then().statusCode(201);
        again.then().statusCode(409).body("code", equalTo("order.lead-already-ordered"));
        ofTheVendor.then().statusCode(201);
    }

    @Test
    void aPartnersLeadHasOneLiveOrderWhicheverDistributorItNames() {
        // Given
        Map<String, Object> request = new HashMap<>(api.sampleOrder());
        request.put("leadId", UUID.randomUUID().toString());
        request.put("partnerId", UUID.randomUUID().toString());
        post(api.owner(), "/orders", request).then().statusCode(201);

        // When
        request.put("distributorId", UUID.randomUUID().toString());
        var another = post(api.owner(), "/orders", request);

        // Then
        another.then().statusCode(409).body("code", equalTo("order.lead-already-ordered"));
    }

    @Test
    void anOrderIsNotGivenToADistributorThatHasOneOfItsLead() {
        // Given
        String distributor = UUID.randomUUID().toString();
        Map<String, Object> request = new HashMap<>(api.sampleOrder());
        request.put("leadId", UUID.randomUUID().toString());
        String order = id(post(api.owner(), "/orders", request));
        request.put("distributorId", distributor);
        post(api.owner(), "/orders", request).then().statusCode(201);

        // When
        var given = BillingApi.as(api.owner())
                .body(Map.of("distributorId", distributor))
                .patch("/billing/v1/orders/" + order);

        // Then
        given.then().statusCode(409).body("code", equalTo("order.lead-already-ordered"));
    }

    private String orderingDistributor() {
        return TestTokens.user(api.tenantId)
                .permissions("orders.create")
                .distributor(UUID.randomUUID())
                .token();
    }

    @Test
    void onlyADraftCanBeDeleted() {
        // Given
        Map<String, Object> request = new HashMap<>(api.sampleOrder());
        request.put("draft", true);
        String draft = id(post(api.owner(), "/orders", request));
        String submitted = id(post(api.owner(), "/orders", request));
        post(api.owner(), "/orders/" + submitted + "/submit", "").then().body("status", equalTo("CREATED"));

        // When
        BillingApi.as(api.owner()).delete("/billing/v1/orders/" + draft).then().statusCode(204);

        // Then
        get(api.owner(), "/orders/" + draft).then().statusCode(404);
        BillingApi.as(api.owner())
                .delete("/billing/v1/orders/" + submitted)
                .then()
                .statusCode(409)
                .body("code", equalTo("order.not-draft"));
    }
}
