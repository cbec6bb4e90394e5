package io.tentabo.billing.payment;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.kit.editing.Versioned;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the API shows it and the audit records it.
 *
 * @param amount in {@code currency}
 * @param refundedAmount how much of it has been given back, in {@code currency}
 * @param refundReason why the latest refund was given
 */
@RegisterForReflection
record PaymentView(
        UUID id,
        String paymentNumber,
        UUID invoiceId,
        PaymentStatus status,
        int version,
        String currency,
        BigDecimal amount,
        BigDecimal refundedAmount,
        PaymentMethod method,
        LocalDate paymentDate,
        @Nullable String reference,
        @Nullable String refundReason,
        @Nullable UUID createdBy,
        Instant createdAt)
        implements Versioned {}
