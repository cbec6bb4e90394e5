package io.tentabo.billing.order;

import io.tentabo.kit.editing.Versioned;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order with its lines as the API shows it.
 *
 * @param heldFrom where it goes on when it is resumed; null unless it is on hold
 * @param totalAmount {@code subtotal − discountAmount + taxAmount + shippingAmount}, in {@code currency}
 * @param notesInternal shown to the tenant's own people only
 * @param activatedAt when it became a contract
 */
record OrderView(
        UUID id,
        String orderNumber,
        OrderKind kind,
        OrderStatus status,
        @Nullable OrderStatus heldFrom,
        int version,
        String currency,
        BigDecimal subtotal,
        BigDecimal discountAmount,
        BigDecimal taxAmount,
        BigDecimal shippingAmount,
        BigDecimal totalAmount,
        @Nullable UUID leadId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        @Nullable String poNumber,
        @Nullable LocalDate requestedDeliveryDate,
        @Nullable String notesInternal,
        @Nullable String cancelReason,
        @Nullable UUID createdBy,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant fulfilledAt,
        @Nullable Instant cancelledAt,
        @Nullable Instant activatedAt,
        List<OrderLine> items)
        implements Versioned {}
