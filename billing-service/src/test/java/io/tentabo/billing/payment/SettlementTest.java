package io.tentabo.billing.payment;

import static io.tentabo.billing.BillingApi.get;
import static io.tentabo.billing.BillingApi.id;
import static io.tentabo.billing.BillingApi.payment;
import static io.tentabo.billing.BillingApi.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.billing.BillingApi;
import io.tentabo.model.event.PaymentEvent;
import io.tentabo.test.AtOnce;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class SettlementTest {

    private static final int AT_ONCE = 4;

    private final BillingApi api = BillingApi.newTenant();

    @Test
    void paymentsAtOnceNeverOverpay() throws Exception {
        // Given
        String invoice = api.sentInvoice(Map.of());
        String token = api.owner();

        // When
        List<Response> answers =
                AtOnce.run(AT_ONCE, () -> post(token, "/invoices/" + invoice + "/payments", payment("100.00")));

        // Then
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(2);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 422)
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer.<String>path("code")).isEqualTo("payment.exceeds-balance"));
        get(token, "/invoices/" + invoice)
                .then()
                .body("status", equalTo("PARTIAL"))
                .body("paidAmount", equalTo("200.00"))
                .body("balanceDue", equalTo("21.94"));
    }

    @Test
    void invoicesOfOnePeriodAtOnceAreOne() throws Exception {
        // Given
        String order = api.fulfilledOrder();
        String token = api.owner();
        String contract = id(post(token, "/orders/" + order + "/activate", Map.of("activationDate", "2026-01-01")));
        Map<String, Object> period = Map.of("contractId", contract, "periodStart", "2026-02-01");

        // When
        List<Response> answers = AtOnce.run(AT_ONCE, () -> post(token, "/invoices", period));

        // Then
        assertThat(answers).extracting(Response::statusCode).containsOnly(201, 409);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 409)
                .allSatisfy(answer -> assertThat(answer.<String>path("code")).isEqualTo("invoice.period-invoiced"));
        get(token, "/invoices?contractId=" + contract).then().body("items", hasSize(1));
    }

    @Test
    void invoicesOfOneOrderAtOnceAreOne() throws Exception {
        // Given
        String order = api.confirmedGoods(Map.of());
        String token = api.owner();

        // When
        List<Response> answers = AtOnce.run(AT_ONCE, () -> post(token, "/invoices", Map.of("orderId", order)));

        // Then
        assertThat(answers).extracting(Response::statusCode).containsOnly(201, 409);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
    }

    @Test
    void anInvoiceIsSettledOnTheLatestDayOfItsPaymentsHoweverTheyAreBooked() {
        // Given
        String invoice = "/invoices/" + api.sentInvoice(Map.of());
        post(api.owner(), invoice + "/payments", paymentOn("2026-06-10", "121.94"))
                .then()
                .statusCode(201);

        // When
        post(api.owner(), invoice + "/payments", paymentOn("2026-06-01", "100.00"))
                .then()
                .statusCode(201);

        // Then
        get(api.owner(), invoice).then().body("status", equalTo("PAID")).body("paidDate", equalTo("2026-06-10"));
    }

    @Test
    void aPaymentThatWasRefundedSettlesNothing() {
        // Given
        String invoice = "/invoices/" + api.sentInvoice(Map.of());
        String mistyped = id(post(api.owner(), invoice + "/payments", paymentOn("2026-06-10", "221.94")));
        post(api.owner(), "/payments/" + mistyped + "/refund", Map.of("amount", "221.94", "reason", "Wrong date"))
                .then()
                .statusCode(200);

        // When
        post(api.owner(), invoice + "/payments", paymentOn("2026-06-01", "221.94"))
                .then()
                .statusCode(201);

        // Then
        get(api.owner(), invoice).then().body("status", equalTo("PAID")).body("paidDate", equalTo("2026-06-01"));
    }

    @Test
    void aCreditAfterThePaymentsDateSettlesTheInvoice() {
        // Given
        String invoice = "/invoices/" + api.sentInvoice(Map.of());
        String creditedOn = post(
                        api.owner(), invoice + "/credit-notes", Map.of("amount", "21.94", "reason", "Broken bottles"))
                .path("invoiceDate");

        // When
        post(api.owner(), invoice + "/payments", paymentOn("2026-06-01", "200.00"))
                .then()
                .statusCode(201);

        // Then
        get(api.owner(), invoice).then().body("status", equalTo("PAID")).body("paidDate", equalTo(creditedOn));
    }

    private static Map<String, Object> paymentOn(String date, String amount) {
        Map<String, Object> payment = new HashMap<>(payment(amount));
        payment.put("paymentDate", date);
        return payment;
    }

    @Test
    void aRefundMakesTheInvoiceDueAgainAndNeverExceedsThePayment() {
        // Given
        String invoice = "/invoices/" + api.sentInvoice(Map.of());
        String payment = id(post(api.owner(), invoice + "/payments", payment("221.94")));
        String refund = "/payments/" + payment + "/refund";
        get(api.owner(), invoice).then().body("status", equalTo("PAID"));

        // When
        post(api.owner(), refund, Map.of("amount", "21.94", "reason", "Discount"))
                .then()
                .statusCode(200)
                .body("status", equalTo("COMPLETED"))
                .body("refundedAmount", equalTo("21.94"))
                .body("refundReason", equalTo("Discount"));

        // Then
        get(api.owner(), invoice)
                .then()
                .body("status", equalTo("PARTIAL"))
                .body("paidDate", nullValue())
                .body("balanceDue", equalTo("21.94"));
        post(api.owner(), refund, Map.of("amount", "200.01", "reason", "?"))
                .then()
                .statusCode(422)
                .body("code", equalTo("payment.refund-exceeds-payment"))
                .body("refundable", equalTo("200.00"));
        post(api.owner(), refund, Map.of("amount", "0.001", "reason", "?"))
                .then()
                .statusCode(400);

        // When
        post(api.owner(), refund, Map.of("amount", "200.00", "reason", "Cancelled"))
                .then()
                .statusCode(200)
                .body("status", equalTo("REFUNDED"));

        // Then
        get(api.owner(), invoice).then().body("status", equalTo("SENT")).body("paidAmount", equalTo("0.00"));
        post(api.owner(), refund, Map.of("amount", "0.01", "reason", "?"))
                .then()
                .statusCode(422);
        TestEvents.awaitEvent("billing", UUID.fromString(payment), PaymentEvent.REFUNDED);
    }

    @Test
    void refundsAtOnceNeverGiveBackMoreThanWasPaid() throws Exception {
        // Given
        String invoice = "/invoices/" + api.sentInvoice(Map.of());
        String token = api.owner();
        String payment = id(post(token, invoice + "/payments", payment("100.00")));

        // When
        List<Response> answers = AtOnce.run(
                AT_ONCE,
                () -> post(token, "/payments/" + payment + "/refund", Map.of("amount", "40.00", "reason", "Return")));

        // Then
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(2);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 422).hasSize(2);
        get(token, invoice).then().body("paidAmount", equalTo("20.00"));
    }

    @Test
    void whatIsPaidBeyondACreditCanBeRefunded() {
        // Given
        String invoice = "/invoices/" + api.sentInvoice(Map.of());
        String payment = id(post(api.owner(), invoice + "/payments", payment("221.94")));

        // When
        post(api.owner(), invoice + "/credit-notes", Map.of("amount", "71.94", "reason", "Six bottles came back"))
                .then()
                .statusCode(201);

        // Then
        get(api.owner(), invoice).then().body("status", equalTo("PAID")).body("balanceDue", equalTo("-71.94"));
        post(api.owner(), "/payments/" + payment + "/refund", Map.of("amount", "71.94", "reason", "Credit"))
                .then()
                .statusCode(200);
        get(api.owner(), invoice).then().body("status", equalTo("PAID")).body("balanceDue", equalTo("0.00"));
    }
}
