package io.tentabo.model.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an order, with its state afterwards; the event type says which of the constants it was.
 *
 * @param totalAmount in {@code currency}
 * @param version grows with every change
 */
public record OrderEvent(
        UUID orderId,
        String orderNumber,
        String kind,
        String status,
        @Nullable UUID leadId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        @Nullable UUID contractId,
        String currency,
        BigDecimal totalAmount,
        Instant changedAt,
        int version) {

    public static final String CREATED = "io.tentabo.billing.order.created.v1";
    public static final String UPDATED = "io.tentabo.billing.order.updated.v1";
    public static final String STATUS_CHANGED = "io.tentabo.billing.order.status-changed.v1";
    public static final String ACTIVATED = "io.tentabo.billing.order.activated.v1";
    public static final String DELETED = "io.tentabo.billing.order.deleted.v1";
}
