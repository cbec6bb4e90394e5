package io.tentabo.billing.invoice;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An invoice as a list shows it; see {@link InvoiceView}. */
record InvoiceSummary(
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
        BigDecimal totalAmount,
        BigDecimal paidAmount,
        BigDecimal balanceDue,
        Instant createdAt) {}
