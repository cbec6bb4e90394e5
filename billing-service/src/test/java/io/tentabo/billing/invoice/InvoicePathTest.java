package io.tentabo.billing.invoice;

import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.id;
import static io.tentabo.billing.BillingApi.line;
import static io.tentabo.billing.BillingApi.order;
import static io.tentabo.billing.BillingApi.payment;
import static io.tentabo.billing.BillingApi.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.billing.BillingApi;
import io.tentabo.model.event.InvoiceEvent;
import io.tentabo.model.event.PaymentEvent;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class InvoicePathTest {

    /** More than a day apart: whatever the time, the dates differ. */
    private static final String LAST_ON_EARTH = "Etc/GMT+12";

    private static final String FIRST_ON_EARTH = "Etc/GMT-14";

    private final BillingApi api = BillingApi.newTenant();

    @Test
    void anOrderIsInvoicedSentAndPaid() {
        // Given
        UUID customer = api.customer();
        String order = api.confirmedGoods(Map.of("customerId", customer));

        // When
        Response drawnUp = post(
                api.owner(), "/invoices", Map.of("orderId", order, "invoiceDate", "2026-11-21", "paymentTermDays", 14));
        String invoice = id(drawnUp);
        String path = "/invoices/" + invoice;

        // Then
        drawnUp.then()
                .header("Location", matchesPattern(".*/billing/v1/invoices/" + invoice))
                .header("ETag", equalTo("\"v0\""))
                .body("invoiceNumber", matchesPattern("INV-\\d{8}-[0-9A-Z]{6}"))
                .body("status", equalTo("DRAFT"))
                .body("customerId", equalTo(customer.toString()))
                .body("dueDate", equalTo("2026-12-05"))
                .body("subtotal", equalTo("221.94"))
                .body("totalAmount", equalTo("221.94"))
                .body("balanceDue", equalTo("221.94"))
                .body("lines.total", contains("150.00", "71.94"))
                .body("lines.unitPrice", contains("12.5000", "11.9900"));

        // When
        post(api.owner(), path + "/send", "").then().body("status", equalTo("SENT"));
        post(api.owner(), path + "/view", "").then().body("status", equalTo("VIEWED"));
        Response first = post(api.owner(), path + "/payments", payment("100.00"));
        get(api.owner(), path)
                .then()
                .body("status", equalTo("PARTIAL"))
                .body("paidDate", nullValue())
                .body("balanceDue", equalTo("121.94"));
        String second = id(post(api.owner(), path + "/payments", payment("121.94")));

        // Then
        first.then()
                .statusCode(201)
                .body("paymentNumber", matchesPattern("PAY-\\d{8}-[0-9A-Z]{6}"))
                .body("status", equalTo("COMPLETED"))
                .body("amount", equalTo("100.00"));
        get(api.owner(), path)
                .then()
                .body("status", equalTo("PAID"))
                .body("paidDate", notNullValue())
                .body("paidAmount", equalTo("221.94"))
                .body("balanceDue", equalTo("0.00"))
                .body("overdue", equalTo(false));
        get(api.owner(), path + "/payments").then().body("items.id", contains(second, first.path("id")));
        get(api.owner(), path + "/history")
                .then()
                .body("items.newStatus", contains("PAID", "PARTIAL", "VIEWED", "SENT", "DRAFT"));
        TestEvents.awaitEvent("billing", UUID.fromString(invoice), InvoiceEvent.CREATED);
        TestEvents.awaitEvent("billing", UUID.fromString(invoice), InvoiceEvent.STATUS_CHANGED);
        TestEvents.awaitEvent("billing", UUID.fromString(second), PaymentEvent.RECEIVED);
    }

    @Test
    void theBillingPeriodsOfAContractAddUpToIt() {
        // Given
        String contract = contract();
        BigDecimal charged = BigDecimal.ZERO;

        // When
        for (int month = 0; month < 24; month++) {
            LocalDate start = LocalDate.of(2026, 1, 31).plusMonths(month);
            Response invoice = post(api.owner(), "/invoices", Map.of("contractId", contract, "periodStart", start));
            invoice.then()
                    .statusCode(201)
                    .body("contractId", equalTo(contract))
                    .body("orderId", notNullValue())
                    .body("periodStart", equalTo(start.toString()))
                    .body(
                            "periodEnd",
                            equalTo(LocalDate.of(2026, 1, 31)
                                    .plusMonths(month + 1)
                                    .toString()))
                    .body("lines", hasSize(month < 12 ? 2 : 1));
            charged = charged.add(new BigDecimal(invoice.<String>path("totalAmount")));
        }

        // Then
        assertThat(charged)
                .isEqualByComparingTo(get(api.owner(), "/contracts/" + contract).<String>path("totalValue"));
        post(api.owner(), "/invoices", Map.of("contractId", contract, "periodStart", "2028-01-31"))
                .then()
                .statusCode(422)
                .body("code", equalTo("invoice.no-such-period"));
        get(api.owner(), "/invoices?limit=200&contractId=" + contract).then().body("items", hasSize(24));
    }

    /** 20 units for 24 months at 10 %, and one unit for 12 months at 0 %. */
    private String contract() {
        String product = api.sampleProduct("VOLUME", "EUR");
        String order = id(post(
                api.owner(),
                "/orders",
                order(List.of(line(product, api.duration(24, "10"), 20), line(product, api.duration(12, "0"), 1)))));
        post(api.owner(), "/orders/" + order + "/send", "").then().statusCode(200);
        post(api.owner(), "/orders/" + order + "/fulfil", "").then().statusCode(200);
        return id(post(api.owner(), "/orders/" + order + "/activate", Map.of("activationDate", "2026-01-31")));
    }

    @Test
    void aContractWithoutAnOrderBillsItsValueEachPeriod() {
        // Given
        String contract = id(post(
                api.owner(),
                "/contracts",
                Map.of(
                        "contractType", "MSP",
                        "activationDate", "2026-02-28",
                        "months", 12,
                        "periodicityMonths", 3,
                        "currency", "EUR",
                        "valuePerPeriod", "99.90")));

        // When
        Response invoice = post(api.owner(), "/invoices", Map.of("contractId", contract, "periodStart", "2026-05-28"));

        // Then
        invoice.then()
                .statusCode(201)
                .body("periodEnd", equalTo("2026-08-28"))
                .body("totalAmount", equalTo("99.90"))
                .body("lines[0].description", matchesPattern("Contract CNT-.*"));
    }

    @Test
    void whatIsDueSinceYesterdayIsOverdue() {
        // Given
        String late = id(post(
                api.owner(),
                "/invoices",
                Map.of("orderId", api.confirmedGoods(Map.of()), "invoiceDate", "2026-01-01", "dueDate", "2026-01-31")));
        String early = api.sentInvoice(Map.of());
        get(api.owner(), "/invoices?overdue=true").then().body("items", hasSize(0));

        // When
        post(api.owner(), "/invoices/" + late + "/send", "").then().body("overdue", equalTo(true));

        // Then
        get(api.owner(), "/invoices?overdue=true").then().body("items.id", contains(late));
        get(api.owner(), "/invoices?overdue=false").then().body("items.id", contains(early));
        get(api.owner(), "/invoices?dueFrom=2026-01-31&dueTo=2026-02-01&sort=dueDate")
                .then()
                .body("items.id", contains(late));
        get(api.owner(), "/invoices?status=DRAFT").then().body("items", hasSize(0));
        get(api.owner(), "/invoices?limit=1").then().body("items", hasSize(1)).body("nextCursor", notNullValue());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aListByWhatIsOverdueIsPagedAcrossTheTenantsMidnight(boolean overdue) {
        // Given
        Set<String> invoices = overdue
                ? Set.of(overdueInvoice(), overdueInvoice())
                : Set.of(api.sentInvoice(Map.of()), api.sentInvoice(Map.of()));
        String list = "/invoices?limit=1&overdue=" + overdue;
        api.timeZone(LAST_ON_EARTH);
        Response first = get(api.owner(), list);

        // When
        api.timeZone(FIRST_ON_EARTH);
        Response second = get(api.owner(), list + "&cursor=" + first.path("nextCursor"));

        // Then
        second.then().statusCode(200).body("nextCursor", nullValue());
        assertThat(List.<String>of(first.path("items[0].id"), second.path("items[0].id")))
                .containsExactlyInAnyOrderElementsOf(invoices);
    }

    private String overdueInvoice() {
        String invoice = id(post(
                api.owner(),
                "/invoices",
                Map.of("orderId", api.confirmedGoods(Map.of()), "invoiceDate", "2026-01-01", "dueDate", "2026-01-31")));
        post(api.owner(), "/invoices/" + invoice + "/send", "").then().statusCode(200);
        return invoice;
    }

    @Test
    void aCancelledInvoiceMakesRoomForAnother() {
        // Given
        String order = api.confirmedGoods(Map.of());
        String first = id(post(api.owner(), "/invoices", Map.of("orderId", order)));
        post(api.owner(), "/invoices", Map.of("orderId", order))
                .then()
                .statusCode(409)
                .body("code", equalTo("invoice.order-invoiced"));

        // When
        post(api.owner(), "/invoices/" + first + "/cancel", Map.of("reason", "Wrong address"))
                .then()
                .statusCode(200)
                .body("status", equalTo("CANCELLED"))
                .body("reason", equalTo("Wrong address"));

        // Then
        post(api.owner(), "/invoices", Map.of("orderId", order)).then().statusCode(201);
        get(api.owner(), "/invoices?orderId=" + order).then().body("items", hasSize(2));
        get(api.owner(), "/invoices/" + first + "/history").then().body("items[0].reason", equalTo("Wrong address"));
    }

    @Test
    void creditNeverExceedsTheInvoice() {
        // Given
        String invoice = api.sentInvoice(Map.of());
        String path = "/invoices/" + invoice;

        // When
        Response note =
                post(api.owner(), path + "/credit-notes", Map.of("amount", "21.94", "reason", "Broken bottles"));

        // Then
        note.then()
                .statusCode(201)
                .body("invoiceNumber", matchesPattern("CRN-\\d{8}-[0-9A-Z]{6}"))
                .body("creditNoteOf", equalTo(invoice))
                .body("status", equalTo("SENT"))
                .body("totalAmount", equalTo("-21.94"))
                .body("balanceDue", equalTo("0.00"))
                .body("overdue", equalTo(false));
        get(api.owner(), path).then().body("balanceDue", equalTo("200.00")).body("creditedAmount", equalTo("21.94"));
        post(api.owner(), path + "/credit-notes", Map.of("amount", "200.01", "reason", "?"))
                .then()
                .statusCode(422)
                .body("code", equalTo("credit-note.exceeds-invoice"))
                .body("creditable", equalTo("200.00"));
        post(api.owner(), path + "/credit-notes", Map.of("amount", "0.001", "reason", "?"))
                .then()
                .statusCode(400);
        post(api.owner(), path + "/payments", payment("200.01"))
                .then()
                .statusCode(422)
                .body("code", equalTo("payment.exceeds-balance"));
        post(api.owner(), path + "/cancel", Map.of("reason", "?")).then().statusCode(409);
        post(api.owner(), "/invoices/" + note.path("id") + "/payments", payment("1.00"))
                .then()
                .statusCode(409)
                .body("code", equalTo("invoice.is-credit-note"));

        // When
        post(api.owner(), path + "/credit-notes", Map.of("reason", "Never delivered"))
                .then()
                .statusCode(201);

        // Then
        get(api.owner(), path).then().body("status", equalTo("PAID")).body("balanceDue", equalTo("0.00"));
        get(api.owner(), "/invoices?creditNoteOf=" + invoice).then().body("items", hasSize(2));
    }

    @Test
    void anOrderWhoseInvoiceWasCreditedInFullIsInvoicedAgain() {
        // Given
        String invoice = api.sentInvoice(Map.of());
        String order = get(api.owner(), "/invoices/" + invoice).path("orderId");

        // When / Then
        invoiceAgainAfterCredit(invoice, Map.of("orderId", order));
    }

    @Test
    void aPeriodWhoseInvoiceWasCreditedInFullIsInvoicedAgain() {
        // Given
        Map<String, Object> period = Map.of("contractId", contract(), "periodStart", "2026-01-31");
        String invoice = id(post(api.owner(), "/invoices", period));
        post(api.owner(), "/invoices/" + invoice + "/send", "").then().statusCode(200);

        // When / Then
        invoiceAgainAfterCredit(invoice, period);
    }

    /** Once, and not before all of it has been credited. */
    private void invoiceAgainAfterCredit(String invoice, Map<String, Object> source) {
        String creditNotes = "/invoices/" + invoice + "/credit-notes";
        post(api.owner(), creditNotes, Map.of("amount", "1.00", "reason", "In part"))
                .then()
                .statusCode(201);
        post(api.owner(), "/invoices", source).then().statusCode(409);
        post(api.owner(), creditNotes, Map.of("reason", "Wrong address")).then().statusCode(201);
        post(api.owner(), "/invoices", source).then().statusCode(201);
        post(api.owner(), "/invoices", source).then().statusCode(409);
    }
}
