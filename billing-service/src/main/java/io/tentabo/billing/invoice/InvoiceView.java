package io.tentabo.billing.invoice;

import io.tentabo.kit.editing.Versioned;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or a credit note with its lines as the API shows it. Amounts are in {@code currency}; a credit note's are
 * negative.
 *
 * @param overdue whether something is due since before today at the tenant's place
 * @param orderId the order it bills, or the one behind the contract
 * @param creditNoteOf the invoice that a credit note refers to; null for an invoice
 * @param periodEnd the first day after the billing period
 * @param paidDate when it was settled; null as long as something is due
 * @param totalAmount {@code subtotal − discountAmount + taxAmount}, the sum of the lines' totals
 * @param paidAmount what has been received less what has been refunded
 * @param creditedAmount what credit notes took off
 * @param balanceDue {@code totalAmount − creditedAmount − paidAmount}; negative when money is to be given back, and 0
 *     for a credit note
 * @param reason why it was cancelled, or why credit was given
 */
record InvoiceView(
        UUID id,
        String invoiceNumber,
        InvoiceStatus status,
        boolean overdue,
        int version,
        @Nullable UUID orderId,
        @Nullable UUID contractId,
        @Nullable UUID creditNoteOf,
        @Nullable LocalDate periodStart,
        @Nullable LocalDate periodEnd,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        LocalDate invoiceDate,
        LocalDate dueDate,
        @Nullable LocalDate paidDate,
        String currency,
        BigDecimal subtotal,
        BigDecimal discountAmount,
        BigDecimal taxAmount,
        BigDecimal totalAmount,
        BigDecimal paidAmount,
        BigDecimal creditedAmount,
        BigDecimal balanceDue,
        @Nullable String reason,
        @Nullable UUID createdBy,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant viewedAt,
        @Nullable Instant cancelledAt,
        List<InvoiceLine> lines)
        implements Versioned {}
