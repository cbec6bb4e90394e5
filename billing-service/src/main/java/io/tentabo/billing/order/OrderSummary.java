package io.tentabo.billing.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order as a list shows it. */
record OrderSummary(
        UUID id,
        String orderNumber,
        OrderKind kind,
        OrderStatus status,
        int version,
        String currency,
        BigDecimal totalAmount,
        @Nullable UUID leadId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        @Nullable String poNumber,
        @Nullable UUID createdBy,
        Instant createdAt) {}
