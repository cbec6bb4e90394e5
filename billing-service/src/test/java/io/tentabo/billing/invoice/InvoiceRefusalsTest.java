package io.tentabo.billing.invoice;

import static io.tentabo.billing.BillingApi.as;
import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.id;
import static io.tentabo.billing.BillingApi.payment;
import static io.tentabo.billing.BillingApi.post;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.billing.BillingApi;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class InvoiceRefusalsTest {

    private final BillingApi api = BillingApi.newTenant();

    @Test
    void anotherTenantsInvoiceDoesNotExist() {
        // Given
        String invoice = api.sentInvoice(Map.of());
        String payment = id(post(api.owner(), "/invoices/" + invoice + "/payments", payment("1.00")));
        String order = get(api.owner(), "/invoices/" + invoice).path("orderId");
        String stranger = BillingApi.newTenant().owner();

        // When / Then
        get(stranger, "/invoices/" + invoice).then().statusCode(404).body("code", equalTo("not-found"));
        get(stranger, "/invoices/" + invoice + "/history").then().statusCode(404);
        get(stranger, "/invoices/" + invoice + "/payments").then().statusCode(404);
        get(stranger, "/payments/" + payment).then().statusCode(404);
        get(stranger, "/invoices").then().body("items", hasSize(0));
        post(stranger, "/invoices/" + invoice + "/send", "").then().statusCode(404);
        post(stranger, "/invoices/" + invoice + "/payments", payment("1.00"))
                .then()
                .statusCode(404);
        post(stranger, "/payments/" + payment + "/refund", Map.of("amount", "1.00", "reason", "?"))
                .then()
                .statusCode(404);
        post(stranger, "/invoices", Map.of("orderId", order)).then().statusCode(404);
    }

    @Test
    void partnersAndCustomersSeeTheirOwnInvoicesOnceSent() {
        // Given
        UUID partner = UUID.randomUUID();
        UUID customer = api.customer();
        String order = api.confirmedGoods(Map.of("partnerId", partner, "customerId", customer));
        String invoice = id(post(api.owner(), "/invoices", Map.of("orderId", order)));
        String ofPartner = reader().partner(partner).token();
        String ofCustomer = reader().customer(customer).token();
        get(ofPartner, "/invoices/" + invoice).then().statusCode(404);
        get(ofCustomer, "/invoices").then().body("items", hasSize(0));

        // When
        post(api.owner(), "/invoices/" + invoice + "/send", "").then().statusCode(200);
        post(api.owner(), "/invoices/" + invoice + "/payments", payment("1.00"))
                .then()
                .statusCode(201);

        // Then
        get(ofPartner, "/invoices").then().body("items.id", contains(invoice));
        get(ofPartner, "/invoices/" + invoice).then().statusCode(200).body("lines", hasSize(2));
        get(ofCustomer, "/invoices").then().body("items.id", contains(invoice));
        get(ofCustomer, "/invoices/" + invoice + "/payments").then().body("items", hasSize(1));
        get(ofCustomer, "/invoices/" + invoice + "/history").then().body("items", hasSize(3));
        for (String other : new String[] {
            reader().partner(UUID.randomUUID()).token(),
            reader().customer(UUID.randomUUID()).token()
        }) {
            get(other, "/invoices/" + invoice).then().statusCode(404);
            get(other, "/invoices/" + invoice + "/payments").then().statusCode(404);
            get(other, "/invoices").then().body("items", hasSize(0));
        }
    }

    private TestTokens reader() {
        return TestTokens.user(api.tenantId).permissions("invoices.read");
    }

    @Test
    void whoOwesAnInvoiceNeverSettlesIt() {
        // Given
        UUID partner = UUID.randomUUID();
        String invoice = api.sentInvoice(Map.of("partnerId", partner));
        String token = TestTokens.user(api.tenantId)
                .permissions("invoices.read", "invoices.manage")
                .partner(partner)
                .token();

        // When
        Response paid = post(token, "/invoices/" + invoice + "/payments", payment("221.94"));
        Response cancelled = post(token, "/invoices/" + invoice + "/cancel", Map.of("reason", "Why not"));

        // Then
        paid.then().statusCode(403).body("code", equalTo("invoice.staff-only"));
        cancelled.then().statusCode(403);
        get(token, "/invoices/" + invoice).then().body("status", equalTo("SENT"));
    }

    @Test
    void rolesDoWhatTheyMayAndNoMore() {
        // Given
        String order = api.confirmedGoods(Map.of());
        String invoice = id(post(api.owner(), "/invoices", Map.of("orderId", order)));

        // When / Then
        get(api.withRole("manager"), "/invoices/" + invoice).then().statusCode(200);
        post(api.withRole("manager"), "/invoices/" + invoice + "/send", "")
                .then()
                .statusCode(403);
        get(api.withRole("fulfiller"), "/invoices/" + invoice).then().statusCode(403);
        get(api.partner(UUID.randomUUID()), "/invoices").then().statusCode(403);
        post(api.withRole("admin"), "/invoices/" + invoice + "/send", "").then().statusCode(200);
    }

    @Test
    void aStaleVersionChangesNothing() {
        // Given
        String invoice = api.sentInvoice(Map.of());

        // When
        Response paid = as(api.owner())
                .header("If-Match", "\"v0\"")
                .body(payment("221.94"))
                .post("/billing/v1/invoices/" + invoice + "/payments");
        Response cancelled = as(api.owner())
                .header("If-Match", "\"v0\"")
                .body(Map.of("reason", "?"))
                .post("/billing/v1/invoices/" + invoice + "/cancel");

        // Then
        paid.then().statusCode(412);
        cancelled.then().statusCode(412);
        get(api.owner(), "/invoices/" + invoice).then().body("status", equalTo("SENT"));
    }

    @Test
    void aRepeatedKeyPaysOnce() {
        // Given
        String path = "/billing/v1/invoices/" + api.sentInvoice(Map.of()) + "/payments";
        String token = TestTokens.user(api.tenantId, UUID.randomUUID()).owner().token();

        // When
        Response first =
                as(token).header("Idempotency-Key", "p1").body(payment("5.00")).post(path);
        Response again =
                as(token).header("Idempotency-Key", "p1").body(payment("5.00")).post(path);
        Response other =
                as(token).header("Idempotency-Key", "p1").body(payment("6.00")).post(path);

        // Then
        first.then().statusCode(201);
        again.then().statusCode(201).header("Idempotency-Replayed", "true").body("id", equalTo(first.path("id")));
        other.then().statusCode(422).body("code", equalTo("idempotency.key-reused"));
        as(token).get(path).then().body("items", hasSize(1));
    }

    @Test
    void malformedRequestsAreRefused() {
        // Given
        String order = api.confirmedGoods(Map.of());
        String invoice = api.sentInvoice(Map.of());
        String payments = "/invoices/" + invoice + "/payments";

        // When / Then
        post(api.owner(), "/invoices", Map.of()).then().statusCode(400);
        post(api.owner(), "/invoices", Map.of("orderId", order, "contractId", order))
                .then()
                .statusCode(400);
        post(api.owner(), "/invoices", Map.of("contractId", order)).then().statusCode(400);
        post(api.owner(), "/invoices", Map.of("orderId", order, "dueDate", "2026-12-01", "paymentTermDays", 3))
                .then()
                .statusCode(400);
        post(api.owner(), "/invoices", Map.of("orderId", order, "invoiceDate", "2026-12-02", "dueDate", "2026-12-01"))
                .then()
                .statusCode(422)
                .body("code", equalTo("invoice.due-before-invoice"));
        post(api.owner(), "/invoices", Map.of("orderId", UUID.randomUUID()))
                .then()
                .statusCode(404);
        post(api.owner(), payments, payment("0")).then().statusCode(400);
        post(api.owner(), payments, payment("-1.00")).then().statusCode(400);
        post(api.owner(), payments, payment("1.001")).then().statusCode(400);
        post(api.owner(), payments, Map.of("amount", "1.00", "currency", "USD", "method", "CARD"))
                .then()
                .statusCode(422)
                .body("code", equalTo("payment.currency-mismatch"));
        post(
                        api.owner(),
                        payments,
                        Map.of("amount", "1.00", "currency", "EUR", "method", "CARD", "paymentDate", "2999-01-01"))
                .then()
                .statusCode(422)
                .body("code", equalTo("payment.in-future"));
        post(api.owner(), "/invoices/" + invoice + "/cancel", Map.of("reason", " "))
                .then()
                .statusCode(400);
    }

    @Test
    void aDateTooFarOffIsMalformed() {
        // Given
        String order = api.confirmedGoods(Map.of());
        Map<String, Object> delivery = new HashMap<>(api.sampleOrder());
        delivery.put("requestedDeliveryDate", "+5875000-01-01");

        // When
        Response beyondTheCalendar =
                post(api.owner(), "/invoices", Map.of("orderId", order, "invoiceDate", "+999999999-12-31"));
        Response beyondTheDatabase = post(api.owner(), "/orders", delivery);

        Response beforeTheCalendar =
                post(api.owner(), "/invoices", Map.of("orderId", order, "invoiceDate", "-0044-03-15"));

        // Then
        Response filter = get(api.owner(), "/invoices?dueFrom=%2B5875000-01-01");
        for (Response refused : List.of(beyondTheCalendar, beyondTheDatabase, beforeTheCalendar, filter)) {
            refused.then().statusCode(400).body("code", equalTo("malformed"));
        }
    }

    @Test
    void onlyWhatIsBindingIsInvoicedAndOnlyOnce() {
        // Given
        String order = api.fulfilledOrder();
        String unsent = api.placedOrderOf(order, api.owner());

        // When / Then
        post(api.owner(), "/invoices", Map.of("orderId", unsent))
                .then()
                .statusCode(409)
                .body("code", equalTo("invoice.order-not-binding"));
        String invoice = id(post(api.owner(), "/invoices", Map.of("orderId", order)));
        String contract =
                id(post(api.owner(), "/orders/" + order + "/activate", Map.of("activationDate", "2026-01-01")));
        Map<String, Object> period = Map.of("contractId", contract, "periodStart", "2026-01-01");
        post(api.owner(), "/invoices", period).then().statusCode(409).body("code", equalTo("invoice.order-invoiced"));
        post(api.owner(), "/invoices/" + invoice + "/cancel", Map.of("reason", "By period"))
                .then()
                .statusCode(200);
        post(api.owner(), "/invoices", Map.of("orderId", order))
                .then()
                .statusCode(409)
                .body("code", equalTo("invoice.order-has-contract"));
        post(api.owner(), "/invoices", period).then().statusCode(201);
        post(api.owner(), "/invoices", period).then().statusCode(409).body("code", equalTo("invoice.period-invoiced"));
        post(api.owner(), "/invoices", Map.of("contractId", contract, "periodStart", "2026-01-02"))
                .then()
                .statusCode(422)
                .body("code", equalTo("invoice.no-such-period"));
    }

    @Test
    void aDraftIsNotPaidAndWhatIsPaidIsNotCancelled() {
        // Given
        String draft = id(post(api.owner(), "/invoices", Map.of("orderId", api.confirmedGoods(Map.of()))));
        String sent = api.sentInvoice(Map.of());

        // When / Then
        post(api.owner(), "/invoices/" + draft + "/payments", payment("1.00"))
                .then()
                .statusCode(409)
                .body("code", equalTo("invoice.illegal-transition"));
        post(api.owner(), "/invoices/" + draft + "/credit-notes", Map.of("reason", "?"))
                .then()
                .statusCode(409);
        post(api.owner(), "/invoices/" + sent + "/send", "").then().statusCode(409);
        post(api.owner(), "/invoices/" + sent + "/payments", payment("1.00"))
                .then()
                .statusCode(201);
        post(api.owner(), "/invoices/" + sent + "/cancel", Map.of("reason", "?"))
                .then()
                .statusCode(409)
                .body("code", equalTo("invoice.illegal-transition"));
    }
}
