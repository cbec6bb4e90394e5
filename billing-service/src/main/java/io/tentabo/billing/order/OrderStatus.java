package io.tentabo.billing.order;

/** Where an order stands; {@link OrderKind} says which follows which. */
public enum OrderStatus {
    /** Being written, by either kind. */
    DRAFT,
    CREATED,
    /** Sent to the customer; its lines cannot be changed any more. */
    SENT,
    IN_FULFILLMENT,
    FULFILLED,
    PENDING,
    /** Confirmed to the customer; its lines cannot be changed any more. */
    CONFIRMED,
    IN_PROGRESS,
    SHIPPED,
    DELIVERED,
    /** Wholesale only: suspended, to be resumed where it stood. */
    ON_HOLD,
    CANCELLED
}
