package io.tentabo.billing.order;

import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.id;
import static io.tentabo.billing.BillingApi.payment;
import static io.tentabo.billing.BillingApi.post;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.billing.BillingApi;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestTokens;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An order is not cancelled as long as an invoice claims money for it. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class OrderClaimsTest {

    private final BillingApi api = BillingApi.newTenant();

    @Test
    void anInvoicedOrderIsCancelledAfterItsInvoice() {
        // Given
        String invoice = api.sentInvoice(Map.of());
        String order = get(api.owner(), "/invoices/" + invoice).path("orderId");

        // When
        Response early = cancel(api.owner(), order);

        // Then
        early.then().statusCode(409).body("code", equalTo("order.invoiced"));
        get(api.owner(), "/orders/" + order).then().body("status", equalTo("CONFIRMED"));
        post(api.owner(), "/invoices/" + invoice + "/cancel", Map.of("reason", "Ordered twice"))
                .then()
                .statusCode(200);
        cancel(api.owner(), order).then().statusCode(200).body("status", equalTo("CANCELLED"));
    }

    @Test
    void anInvoicedOrderIsCancelledOnceAllIsCredited() {
        // Given
        String invoice = api.sentInvoice(Map.of());
        String order = get(api.owner(), "/invoices/" + invoice).path("orderId");
        post(api.owner(), "/invoices/" + invoice + "/payments", payment("221.94"))
                .then()
                .statusCode(201);
        credit(invoice, Map.of("amount", "221.93", "reason", "Broken bottles"));

        // When
        Response early = cancel(api.owner(), order);
        credit(invoice, Map.of("reason", "And the last cent"));

        // Then
        early.then().statusCode(409).body("code", equalTo("order.invoiced"));
        cancel(api.owner(), order).then().statusCode(200).body("status", equalTo("CANCELLED"));
    }

    @Test
    void aDraftInvoiceKeepsTheOrderEvenFromThoseWhoDoNotSeeIt() {
        // Given
        UUID partner = UUID.randomUUID();
        String order = api.confirmedGoods(Map.of("partnerId", partner));
        String invoice = id(post(api.owner(), "/invoices", Map.of("orderId", order)));
        String token = TestTokens.user(api.tenantId)
                .permissions("orders.read", "orders.manage", "invoices.read")
                .partner(partner)
                .token();
        get(token, "/invoices/" + invoice).then().statusCode(404);

        // When
        Response cancelled = cancel(token, order);

        // Then
        cancelled.then().statusCode(409).body("code", equalTo("order.invoiced"));
    }

    @Test
    void aDeliveredOrderIsNotCancelledWhateverIsInvoiced() {
        // Given
        String invoice = api.sentInvoice(Map.of());
        String order = get(api.owner(), "/invoices/" + invoice).path("orderId");
        post(api.owner(), "/orders/" + order + "/fulfil", "").then().statusCode(200);

        // When
        Response cancelled = cancel(api.owner(), order);

        // Then
        cancelled.then().statusCode(409).body("code", equalTo("order.illegal-transition"));
    }

    private void credit(String invoice, Map<String, Object> note) {
        post(api.owner(), "/invoices/" + invoice + "/credit-notes", note).then().statusCode(201);
    }

    private static Response cancel(String token, String order) {
        return post(token, "/orders/" + order + "/cancel", Map.of("reason", "Not needed"));
    }
}
