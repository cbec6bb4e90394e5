package io.tentabo.billing.order;

import io.tentabo.model.money.Money;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order that is being invoiced.
 *
 * @param binding whether it has been sent and is neither cancelled nor on hold
 * @param activated whether a contract stands for it
 */
public record BilledOrder(
        UUID id,
        String orderNumber,
        OrderStatus status,
        boolean binding,
        boolean activated,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        Money shipping,
        List<BilledLine> lines) {}
