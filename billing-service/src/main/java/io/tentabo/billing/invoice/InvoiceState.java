package io.tentabo.billing.invoice;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the audit records of an invoice. */
@RegisterForReflection
record InvoiceState(
        String invoiceNumber,
        InvoiceStatus status,
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
        BigDecimal creditedAmount,
        @Nullable String reason) {}
