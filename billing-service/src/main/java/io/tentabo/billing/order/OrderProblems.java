package io.tentabo.billing.order;

import static io.tentabo.kit.problem.ProblemType.UNPROCESSABLE;
import static jakarta.ws.rs.core.Response.Status.CONFLICT;
import static jakarta.ws.rs.core.Response.Status.FORBIDDEN;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.kit.problem.ProblemType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Refusals about orders. */
final class OrderProblems {

    private static final ProblemType ILLEGAL_TRANSITION =
            new ProblemType("order.illegal-transition", CONFLICT, "The order's status does not allow this");
    private static final ProblemType NOT_OPEN =
            new ProblemType("order.not-open", CONFLICT, "The order cannot be changed any more");
    private static final ProblemType NOT_DRAFT = new ProblemType("order.not-draft", CONFLICT, "The order is no draft");
    private static final ProblemType INVOICED = new ProblemType("order.invoiced", CONFLICT, "The order has an invoice");
    private static final ProblemType ALREADY_ACTIVATED =
            new ProblemType("order.already-activated", CONFLICT, "The order has been activated");
    private static final ProblemType NOT_ACTIVATABLE =
            new ProblemType("order.not-activatable", UNPROCESSABLE, "The order becomes no contract");
    private static final ProblemType LEAD_ALREADY_ORDERED =
            new ProblemType("order.lead-already-ordered", CONFLICT, "The lead has a live order");
    private static final ProblemType FOREIGN_CHANNEL =
            new ProblemType("order.foreign-channel", FORBIDDEN, "The order would not be in your channel");
    private static final ProblemType UNKNOWN_CUSTOMER =
            new ProblemType("order.unknown-customer", UNPROCESSABLE, "Unknown customer");
    private static final ProblemType CUSTOMER_NOT_ACTIVE =
            new ProblemType("order.customer-not-active", UNPROCESSABLE, "The customer does not buy at present");
    private static final ProblemType DURATION_REQUIRED =
            new ProblemType("order.duration-required", UNPROCESSABLE, "A subscription needs a duration");
    private static final ProblemType DURATION_NOT_ALLOWED =
            new ProblemType("order.duration-not-allowed", UNPROCESSABLE, "Goods have no duration");
    private static final ProblemType PRICE_NOT_AGREED =
            new ProblemType("order.price-not-agreed", FORBIDDEN, "The price cannot be set here");
    private static final ProblemType PRICES_CHANGED =
            new ProblemType("order.prices-changed", CONFLICT, "Prices have changed since the order was drafted");
    private static final ProblemType LAST_LINE =
            new ProblemType("order.last-line", UNPROCESSABLE, "An order has at least one line");
    private static final ProblemType TOO_MANY_LINES =
            new ProblemType("order.too-many-lines", UNPROCESSABLE, "The order has too many lines");
    private static final ProblemType NOTES_ARE_INTERNAL =
            new ProblemType("order.notes-are-internal", FORBIDDEN, "Internal notes are the staff's");

    private OrderProblems() {}

    static HttpProblem illegalTransition(String number, OrderStatus status, String what) {
        return ILLEGAL_TRANSITION.with(
                "Order %s is %s and cannot be %s.".formatted(number, name(status), what),
                Map.of("orderStatus", status));
    }

    static HttpProblem notOpen(String number, OrderStatus status) {
        return NOT_OPEN.with(
                "Order %s is %s; it could be changed until it was sent.".formatted(number, name(status)),
                Map.of("orderStatus", status));
    }

    static HttpProblem notDraft(String number, OrderStatus status) {
        return NOT_DRAFT.with(
                "Order %s is %s; only drafts are deleted, others are cancelled.".formatted(number, name(status)));
    }

    static HttpProblem invoiced() {
        return INVOICED.with("Cancel or credit its invoice first.");
    }

    static HttpProblem alreadyActivated(String number) {
        return ALREADY_ACTIVATED.with("Order " + number + " has its contract.");
    }

    static HttpProblem notActivatable(String number) {
        return NOT_ACTIVATABLE.with("Order " + number + " is for goods; only subscriptions become contracts.");
    }

    static HttpProblem leadAlreadyOrdered() {
        return LEAD_ALREADY_ORDERED.with("Cancel the order of the lead, or the draft of one, before placing another.");
    }

    static HttpProblem foreignChannel() {
        return FOREIGN_CHANNEL.with("Orders are placed for your own partner or distributor.");
    }

    static HttpProblem notLinked() {
        return FOREIGN_CHANNEL.with("The distributor does not manage the partner.");
    }

    static HttpProblem unknownCustomer(UUID customerId) {
        return UNKNOWN_CUSTOMER.with("There is no customer " + customerId + " that you could order for.");
    }

    static HttpProblem customerNotActive(UUID customerId) {
        return CUSTOMER_NOT_ACTIVE.with("The customer " + customerId + " is inactive or suspended.");
    }

    static HttpProblem durationRequired(int line) {
        return DURATION_REQUIRED.with("Line " + line + " has no durationId.");
    }

    static HttpProblem durationNotAllowed(int line) {
        return DURATION_NOT_ALLOWED.with("Line " + line + " of a wholesale order has a durationId.");
    }

    static HttpProblem priceNotAgreed(int line) {
        return PRICE_NOT_AGREED.with("Line " + line
                + " has a unitPrice. Those who manage orders agree on prices, and for wholesale orders only.");
    }

    static HttpProblem pricesChanged(List<PriceChange> changes) {
        List<ChangedLine> lines = changes.stream().map(ChangedLine::of).toList();
        String numbers =
                lines.stream().map(line -> Integer.toString(line.lineNumber())).collect(Collectors.joining(", "));
        return PRICES_CHANGED.with(
                "What these lines cost has changed: %s. Take over the present prices by /reprice, or change the lines."
                        .formatted(numbers),
                Map.of("lines", lines));
    }

    /** A line whose price has changed, as the problem tells it. */
    @RegisterForReflection
    record ChangedLine(UUID id, int lineNumber, String productSku, BigDecimal total, BigDecimal presentTotal) {

        static ChangedLine of(PriceChange change) {
            OrderLine now = change.now();
            return new ChangedLine(
                    now.id(),
                    now.lineNumber(),
                    now.productSku(),
                    change.before().total(),
                    now.total());
        }
    }

    static HttpProblem lastLine() {
        return LAST_LINE.with("Cancel the order instead of deleting its last line.");
    }

    static HttpProblem tooManyLines(int limit) {
        return TOO_MANY_LINES.with("An order has at most " + limit + " lines.");
    }

    static HttpProblem notesAreInternal() {
        return NOTES_ARE_INTERNAL.with("Only the tenant's own people write notesInternal.");
    }

    private static String name(OrderStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
