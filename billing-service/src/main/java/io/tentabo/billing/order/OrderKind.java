package io.tentabo.billing.order;

import static io.tentabo.billing.order.OrderStatus.CONFIRMED;
import static io.tentabo.billing.order.OrderStatus.CREATED;
import static io.tentabo.billing.order.OrderStatus.DELIVERED;
import static io.tentabo.billing.order.OrderStatus.DRAFT;
import static io.tentabo.billing.order.OrderStatus.FULFILLED;
import static io.tentabo.billing.order.OrderStatus.IN_FULFILLMENT;
import static io.tentabo.billing.order.OrderStatus.IN_PROGRESS;
import static io.tentabo.billing.order.OrderStatus.PENDING;
import static io.tentabo.billing.order.OrderStatus.SENT;
import static io.tentabo.billing.order.OrderStatus.SHIPPED;

import java.util.List;

/**
 * What is ordered, and the way that such an order takes: one status after the other, and out of it by cancellation from
 * every status but the last. Goods may pause on the way.
 */
public enum OrderKind {
    /** Products for a duration; becomes a contract. */
    SUBSCRIPTION(DRAFT, CREATED, SENT, IN_FULFILLMENT, FULFILLED),
    /** Goods that are bought once and delivered. */
    WHOLESALE(DRAFT, PENDING, CONFIRMED, IN_PROGRESS, SHIPPED, DELIVERED);

    private static final int SUBMITTED = 1;
    private static final int SENT_OUT = 2;
    private static final int STARTED = 3;

    private final List<OrderStatus> way;

    OrderKind(OrderStatus... way) {
        this.way = List.of(way);
    }

    /** Complete, and not yet sent. */
    OrderStatus submitted() {
        return way.get(SUBMITTED);
    }

    /** Known to the customer, and from here on with immutable lines. */
    OrderStatus sent() {
        return way.get(SENT_OUT);
    }

    /** Fulfilment has begun. */
    OrderStatus started() {
        return way.get(STARTED);
    }

    OrderStatus fulfilled() {
        return way.getLast();
    }

    /** The steps from one status to a later one, or none when it does not lie ahead. */
    List<OrderStatus> stepsBetween(OrderStatus from, OrderStatus to) {
        int start = way.indexOf(from);
        int end = way.indexOf(to);
        return start < 0 || end <= start ? List.of() : way.subList(start + 1, end + 1);
    }

    /** Whether an order in this status has not been sent. */
    boolean isOpen(OrderStatus status) {
        int position = way.indexOf(status);
        return position >= 0 && position < SENT_OUT;
    }

    /** Whether an order in this status has been sent and goes on: its lines are fixed and can be invoiced. */
    boolean isBinding(OrderStatus status) {
        return way.indexOf(status) >= SENT_OUT;
    }

    /** Whether an order in this status can be suspended: goods that are ordered and not yet delivered. */
    boolean canBeHeld(OrderStatus status) {
        return this == WHOLESALE && way.indexOf(status) >= SUBMITTED && !isTerminal(status);
    }

    boolean isTerminal(OrderStatus status) {
        return status == OrderStatus.CANCELLED || status == fulfilled();
    }
}
