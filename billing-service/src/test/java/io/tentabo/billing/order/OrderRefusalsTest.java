package io.tentabo.billing.order;

import static io.tentabo.billing.BillingApi.as;
import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.id;
import static io.tentabo.billing.BillingApi.line;
import static io.tentabo.billing.BillingApi.order;
import static io.tentabo.billing.BillingApi.post;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.billing.BillingApi;
import io.tentabo.test.TentaboInfrastructure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class OrderRefusalsTest {

    private final BillingApi api = BillingApi.newTenant();

    @Test
    void anotherTenantsOrderDoesNotExist() {
        // Given
        String order = api.placedOrder(api.owner());
        String stranger = BillingApi.newTenant().owner();

        // When / Then
        get(stranger, "/orders/" + order).then().statusCode(404).body("code", equalTo("not-found"));
        get(stranger, "/orders/" + order + "/items").then().statusCode(404);
        get(stranger, "/orders/" + order + "/notes").then().statusCode(404);
        get(stranger, "/orders/" + order + "/history").then().statusCode(404);
        post(stranger, "/orders/" + order + "/send", "").then().statusCode(404);
        post(stranger, "/orders/" + order + "/activate", "").then().statusCode(404);
        get(stranger, "/orders").then().statusCode(200).body("items", hasSize(0));
    }

    @Test
    void anotherTenantsProductCannotBeOrdered() {
        // Given
        BillingApi other = BillingApi.newTenant();
        Map<String, Object> foreign = line(other.sampleProduct("VOLUME", "EUR"), api.duration(12, "0"), 1);

        // When
        Response response = post(api.owner(), "/orders", order(List.of(foreign)));

        // Then
        response.then().statusCode(422).body("code", equalTo("pricing.unknown-product"));
    }

    @Test
    void ofSeveralReasonsToRefuseAnOrderTheFirstIsTold() {
        // Given
        Map<String, Object> unpriced = line(api.product("VOLUME"), api.duration(12, "0"), 1);
        Map<String, Object> request = new HashMap<>(order(List.of(unpriced)));
        request.put("customerId", UUID.randomUUID());

        // When
        Response response = post(api.owner(), "/orders", request);

        // Then
        response.then().statusCode(422).body("code", equalTo("pricing.no-price"));
    }

    @Test
    void aPartnerNeverSeesAnotherPartnersOrder() {
        // Given
        String order = api.placedOrder(api.partner(UUID.randomUUID()));
        String other = api.partner(UUID.randomUUID());

        // When / Then
        get(other, "/orders/" + order).then().statusCode(404);
        get(other, "/orders/" + order + "/history").then().statusCode(404);
        get(other, "/orders").then().body("items", hasSize(0));
        as(other)
                .body(Map.of("poNumber", "1"))
                .patch("/billing/v1/orders/" + order)
                .then()
                .statusCode(404);
        post(other, "/orders/" + order + "/send", "").then().statusCode(404);
    }

    @Test
    void aPartnerOrdersForNobodyElse() {
        // Given
        UUID partner = UUID.randomUUID();
        Map<String, Object> request = new HashMap<>(api.sampleOrder());

        // When
        String own = id(post(api.partner(partner), "/orders", request));
        request.put("partnerId", UUID.randomUUID());
        Response foreign = post(api.partner(partner), "/orders", request);

        // Then
        get(api.owner(), "/orders/" + own).then().body("partnerId", equalTo(partner.toString()));
        foreign.then().statusCode(403).body("code", equalTo("order.foreign-channel"));
    }

    @Test
    void rolesDoWhatTheyMayAndNoMore() {
        // Given
        String order = api.fulfilledOrder();
        Map<String, Object> request = api.sampleOrderOf(order);

        // When / Then
        post(api.distributor(UUID.randomUUID()), "/orders", request).then().statusCode(403);
        post(api.withRole("viewer"), "/orders", request).then().statusCode(403);
        post(api.withRole("restricted_admin"), "/orders", request).then().statusCode(201);
        post(api.withRole("restricted_admin"), "/orders/" + order + "/activate", "")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
        post(api.withRole("fulfiller"), "/orders", request).then().statusCode(403);
        post(api.withRole("fulfiller"), "/orders/" + order + "/activate", "")
                .then()
                .statusCode(201);
        as("not-a-token").get("/billing/v1/orders").then().statusCode(401);
    }

    @Test
    void onlyThoseWhoManageOrdersAgreeOnPrices() {
        // Given
        String wine = api.product("VOLUME");
        api.tier(wine, "EUR", "ONCE", 0, null, "12.5000");
        Map<String, Object> request = Map.of(
                "kind",
                "WHOLESALE",
                "currency",
                "EUR",
                "items",
                List.of(Map.of("productId", wine, "quantity", 6, "unitPrice", "0.01")));

        // When
        Response response = post(api.partner(UUID.randomUUID()), "/orders", request);

        // Then
        response.then().statusCode(403).body("code", equalTo("order.price-not-agreed"));
    }

    @Test
    void aStaleVersionIsRefused() {
        // Given
        String order = api.placedOrder(api.owner());
        String tag = get(api.owner(), "/orders/" + order).header("ETag");
        as(api.owner())
                .header("If-Match", tag)
                .body(Map.of("poNumber", "PO-1"))
                .patch("/billing/v1/orders/" + order)
                .then()
                .statusCode(200)
                .body("poNumber", equalTo("PO-1"));

        // When
        Response patch = as(api.owner())
                .header("If-Match", tag)
                .body(Map.of("poNumber", "PO-2"))
                .patch("/billing/v1/orders/" + order);
        Response send = as(api.owner()).header("If-Match", tag).post("/billing/v1/orders/" + order + "/send");

        // Then
        patch.then().statusCode(412).body("code", equalTo("stale-version"));
        send.then().statusCode(412);
        get(api.owner(), "/orders/" + order)
                .then()
                .body("poNumber", equalTo("PO-1"))
                .body("status", equalTo("CREATED"));
    }

    @Test
    void aRepeatedKeyAnswersTheSameAndOrdersOnce() {
        // Given
        Map<String, Object> request = api.sampleOrder();
        UUID user = UUID.randomUUID();

        // When
        Response first = api.keyed(user, "lead-conversion-1", request);
        Response second = api.keyed(user, "lead-conversion-1", request);
        Response otherBody = api.keyed(
                user, "lead-conversion-1", order(List.of(line(UUID.randomUUID().toString(), "x", 1))));

        // Then
        first.then().statusCode(201).header("Location", notNullValue());
        second.then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .header("Location", equalTo(first.header("Location")))
                .body("id", equalTo(first.path("id")));
        otherBody.then().statusCode(400);
        api.keyed(
                        user,
                        "lead-conversion-1",
                        order(List.of(line(
                                UUID.randomUUID().toString(), UUID.randomUUID().toString(), 1))))
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency.key-reused"));
        get(api.owner(), "/orders").then().body("items", hasSize(1));
    }

    @Test
    void aMalformedOrderIsRefusedWithTheFieldsThatAreWrong() {
        // Given
        String token = api.owner();

        // When / Then
        post(token, "/orders", "{\"currency\":").then().statusCode(400).body("code", equalTo("malformed"));
        post(token, "/orders", Map.of("currency", "EURO", "items", List.of()))
                .then()
                .statusCode(400)
                .body("code", equalTo("validation"))
                .body("violations.field", hasItem("currency"))
                .body("violations.field", hasItem("items"));
        post(
                        token,
                        "/orders",
                        order(List.of(line(
                                UUID.randomUUID().toString(), UUID.randomUUID().toString(), 0))))
                .then()
                .statusCode(400)
                .body("violations.field", contains("items[0].quantity"));
        get(token, "/orders?limit=0").then().statusCode(400);
        get(token, "/orders?sort=total").then().statusCode(400).body("code", equalTo("paging.unknown-sort"));
    }

    @Test
    void onlyAFulfilledOrderIsActivatedAndOnlyOnce() {
        // Given
        String placed = api.placedOrder(api.owner());

        // When
        Response tooEarly = post(api.owner(), "/orders/" + placed + "/activate", "");
        post(api.owner(), "/orders/" + placed + "/send", "").then().statusCode(200);
        post(api.owner(), "/orders/" + placed + "/fulfil", "").then().statusCode(200);
        post(api.owner(), "/orders/" + placed + "/activate", "").then().statusCode(201);
        Response again = post(api.owner(), "/orders/" + placed + "/activate", "");

        // Then
        tooEarly.then().statusCode(409).body("code", equalTo("order.illegal-transition"));
        again.then().statusCode(409).body("code", equalTo("order.already-activated"));
        post(api.owner(), "/orders/" + placed + "/cancel", Map.of("reason", "Too late"))
                .then()
                .statusCode(409);
    }
}
