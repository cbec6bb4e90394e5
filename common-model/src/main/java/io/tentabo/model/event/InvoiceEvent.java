package io.tentabo.model.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an invoice or a credit note, with its state afterwards; the event type says which of the constants it
 * was.
 *
 * @param creditNoteOf the invoice that a credit note refers to; null for an invoice
 * @param periodStart first day of the billing period; null for an invoice of an order
 * @param periodEnd the first day after it
 * @param totalAmount in {@code currency}; negative for a credit note
 * @param balanceDue what is still to be paid, in {@code currency}
 * @param version grows with every change
 */
public record InvoiceEvent(
        UUID invoiceId,
        String invoiceNumber,
        String status,
        @Nullable UUID creditNoteOf,
        @Nullable UUID orderId,
        @Nullable UUID contractId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        @Nullable LocalDate periodStart,
        @Nullable LocalDate periodEnd,
        LocalDate invoiceDate,
        LocalDate dueDate,
        String currency,
        BigDecimal totalAmount,
        BigDecimal paidAmount,
        BigDecimal balanceDue,
        Instant changedAt,
        int version) {

    public static final String CREATED = "io.tentabo.billing.invoice.created.v1";
    public static final String STATUS_CHANGED = "io.tentabo.billing.invoice.status-changed.v1";

    /** What is due has changed, and the status has not. */
    public static final String BALANCE_CHANGED = "io.tentabo.billing.invoice.balance-changed.v1";
}
