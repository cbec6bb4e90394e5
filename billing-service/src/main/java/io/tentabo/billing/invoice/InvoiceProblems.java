package io.tentabo.billing.invoice;

import static io.tentabo.kit.problem.ProblemType.UNPROCESSABLE;
import static jakarta.ws.rs.core.Response.Status.CONFLICT;
import static jakarta.ws.rs.core.Response.Status.FORBIDDEN;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.ProblemType;
import io.tentabo.model.money.Money;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;

/** Refusals about invoices and what settles them. */
final class InvoiceProblems {

    private static final ProblemType ILLEGAL_TRANSITION =
            new ProblemType("invoice.illegal-transition", CONFLICT, "The invoice's status does not allow this");
    private static final ProblemType ORDER_INVOICED =
            new ProblemType("invoice.order-invoiced", CONFLICT, "The order has been invoiced");
    private static final ProblemType ORDER_HAS_CONTRACT =
            new ProblemType("invoice.order-has-contract", CONFLICT, "The order is billed by its contract");
    private static final ProblemType ORDER_NOT_BINDING =
            new ProblemType("invoice.order-not-binding", CONFLICT, "The order cannot be invoiced in its status");
    private static final ProblemType PERIOD_INVOICED =
            new ProblemType("invoice.period-invoiced", CONFLICT, "The billing period has been invoiced");
    private static final ProblemType CONTRACT_NOT_BILLABLE =
            new ProblemType("invoice.contract-not-billable", CONFLICT, "The contract is not billed any more");
    private static final ProblemType NO_SUCH_PERIOD =
            new ProblemType("invoice.no-such-period", UNPROCESSABLE, "No billing period starts on this day");
    private static final ProblemType DUE_BEFORE_INVOICE =
            new ProblemType("invoice.due-before-invoice", UNPROCESSABLE, "The invoice would be due before its date");
    private static final ProblemType STAFF_ONLY =
            new ProblemType("invoice.staff-only", FORBIDDEN, "Invoices are the staff's");
    private static final ProblemType IS_CREDIT_NOTE =
            new ProblemType("invoice.is-credit-note", CONFLICT, "This is a credit note");
    private static final ProblemType EXCEEDS_TOTAL =
            new ProblemType("credit-note.exceeds-invoice", UNPROCESSABLE, "The credit exceeds the invoice");
    private static final ProblemType EXCEEDS_BALANCE =
            new ProblemType("payment.exceeds-balance", UNPROCESSABLE, "The payment exceeds what is due");
    private static final ProblemType CURRENCY_MISMATCH =
            new ProblemType("payment.currency-mismatch", UNPROCESSABLE, "The invoice has another currency");

    private InvoiceProblems() {}

    static HttpProblem illegalTransition(String number, InvoiceStatus status, String what) {
        return ILLEGAL_TRANSITION.with(
                "Invoice %s is %s and cannot be %s.".formatted(number, name(status), what),
                Map.of("invoiceStatus", status));
    }

    static HttpProblem hasCredit(String number) {
        return ILLEGAL_TRANSITION.with("Invoice " + number + " has credit notes and cannot be cancelled.");
    }

    static HttpProblem orderInvoiced() {
        return ORDER_INVOICED.with("Cancel the order's invoice, or credit it in full, before drawing up another.");
    }

    static HttpProblem orderHasContract(String orderNumber) {
        return ORDER_HAS_CONTRACT.with(
                "Order " + orderNumber + " has become a contract; invoice the contract's billing periods.");
    }

    static HttpProblem orderNotBinding(String orderNumber, String status) {
        return ORDER_NOT_BINDING.with(
                "Order %s is %s; it can be invoiced once it has been sent, unless it is cancelled or on hold."
                        .formatted(orderNumber, status.toLowerCase(Locale.ROOT).replace('_', ' ')));
    }

    static HttpProblem periodInvoiced(LocalDate start) {
        return PERIOD_INVOICED.with("The contract's billing period from " + start + " has its invoice.");
    }

    static HttpProblem contractNotBillable(String contractNumber) {
        return CONTRACT_NOT_BILLABLE.with("Contract " + contractNumber + " is neither active nor expired.");
    }

    static HttpProblem noSuchPeriod(String contractNumber, LocalDate start) {
        return NO_SUCH_PERIOD.with("No billing period of contract " + contractNumber + " starts on " + start + ".");
    }

    static HttpProblem dueBeforeInvoice(LocalDate drawnUp, LocalDate due) {
        return DUE_BEFORE_INVOICE.with("An invoice of " + drawnUp + " cannot be due on " + due + ".");
    }

    static HttpProblem staffOnly() {
        return STAFF_ONLY.with("Only those who see the whole tenant draw up, settle and correct invoices.");
    }

    static HttpProblem isCreditNote(String number) {
        return IS_CREDIT_NOTE.with(number + " claims nothing: it cannot be viewed, paid, credited or cancelled.");
    }

    static HttpProblem exceedsTotal(Money left) {
        return EXCEEDS_TOTAL.with("At most " + left + " can still be credited.", Map.of("creditable", left.amount()));
    }

    static HttpProblem exceedsBalance(Money balance) {
        return EXCEEDS_BALANCE.with(balance + " are due.", Map.of("balanceDue", balance.amount()));
    }

    static HttpProblem currencyMismatch(String currency) {
        return CURRENCY_MISMATCH.with("The invoice is in " + currency + ".");
    }

    private static String name(InvoiceStatus status) {
        return status == InvoiceStatus.PARTIAL ? "paid in part" : status.name().toLowerCase(Locale.ROOT);
    }
}
