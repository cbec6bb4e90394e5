package io.tentabo.billing.invoice;

/** Where an invoice stands. Overdue is none of these: it follows from the due date. */
public enum InvoiceStatus {
    /** Seen by the tenant's own people only. */
    DRAFT,
    SENT,
    VIEWED,
    /** Paid in part. */
    PARTIAL,
    /** Nothing is due any more. */
    PAID,
    CANCELLED;

    /** Whether something may still be due. */
    boolean isOpen() {
        return this == SENT || this == VIEWED || this == PARTIAL;
    }
}
