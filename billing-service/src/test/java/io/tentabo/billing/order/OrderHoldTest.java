package io.tentabo.billing.order;

import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.post;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.billing.BillingApi;
import io.tentabo.test.TentaboInfrastructure;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class OrderHoldTest {

    private static final Map<String, Object> WHY = Map.of("reason", "Credit limit");

    private final BillingApi api = BillingApi.newTenant();

    @Test
    void aHeldOrderGoesOnWhereItStood() {
        // Given
        String order = "/orders/" + api.confirmedGoods(Map.of());
        post(api.owner(), order + "/fulfil", Map.of("stage", "START")).then().body("status", equalTo("IN_PROGRESS"));

        // When
        post(api.owner(), order + "/hold", WHY)
                .then()
                .statusCode(200)
                .body("status", equalTo("ON_HOLD"))
                .body("heldFrom", equalTo("IN_PROGRESS"));

        // Then
        post(api.owner(), order + "/fulfil", "").then().statusCode(409);
        post(api.owner(), order + "/hold", WHY)
                .then()
                .statusCode(409)
                .body("code", equalTo("order.illegal-transition"));
        post(api.owner(), "/invoices", Map.of("orderId", order.substring("/orders/".length())))
                .then()
                .statusCode(409)
                .body("code", equalTo("invoice.order-not-binding"));

        // When
        post(api.owner(), order + "/resume", "")
                .then()
                .statusCode(200)
                .body("status", equalTo("IN_PROGRESS"))
                .body("heldFrom", nullValue());

        // Then
        get(api.owner(), order + "/history")
                .then()
                .body("items.newStatus", contains("IN_PROGRESS", "ON_HOLD", "IN_PROGRESS", "CONFIRMED", "PENDING"))
                .body("items[1].reason", equalTo("Credit limit"));
        post(api.owner(), order + "/resume", "").then().statusCode(409);
    }

    @Test
    void aHeldOrderCanBeCancelled() {
        // Given
        String order = "/orders/" + api.confirmedGoods(Map.of());
        post(api.owner(), order + "/hold", WHY).then().statusCode(200);

        // When
        post(api.owner(), order + "/cancel", WHY).then().statusCode(200).body("status", equalTo("CANCELLED"));

        // Then
        get(api.owner(), order).then().body("heldFrom", nullValue());
        post(api.owner(), order + "/resume", "").then().statusCode(409);
    }

    @Test
    void aSubscriptionIsNeverOnHoldAndOnlyManagersHold() {
        // Given
        String subscription = "/orders/" + api.placedOrder(api.owner());
        String goods = "/orders/" + api.confirmedGoods(Map.of());

        // When / Then
        post(api.owner(), subscription + "/hold", WHY).then().statusCode(409);
        post(api.withRole("fulfiller"), goods + "/hold", WHY).then().statusCode(403);
        post(api.owner(), goods + "/hold", Map.of()).then().statusCode(400);
    }
}
