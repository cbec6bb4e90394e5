package io.tentabo.billing.quote;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line to be priced.
 *
 * @param durationId null for goods, which are bought once
 * @param agreedUnitPrice instead of the product's tiers, or null
 */
public record BasketItem(
        UUID productId,
        @Nullable UUID durationId,
        int quantity,
        @Nullable BigDecimal agreedUnitPrice) {}
