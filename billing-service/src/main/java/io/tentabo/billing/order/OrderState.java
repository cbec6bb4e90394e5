package io.tentabo.billing.order;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the audit records of an order. */
@RegisterForReflection
record OrderState(
        String orderNumber,
        OrderKind kind,
        OrderStatus status,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        @Nullable UUID leadId,
        @Nullable String poNumber,
        @Nullable LocalDate requestedDeliveryDate,
        String currency,
        BigDecimal totalAmount,
        @Nullable String notesInternal,
        @Nullable String cancelReason,
        @Nullable Instant activatedAt) {}
