package io.tentabo.billing.payment;

/** Where a payment stands. */
public enum PaymentStatus {
    PENDING,
    /** Received, and booked on its invoice. */
    COMPLETED,
    FAILED,
    CANCELLED,
    /** Given back as a whole. */
    REFUNDED
}
