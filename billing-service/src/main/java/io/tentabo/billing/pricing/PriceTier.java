package io.tentabo.billing.pricing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A price for a range of quantities. Units are counted from one, so tier 0–10 holds ten of them.
 *
 * @param minQuantity first quantity of the range, 0 or more
 * @param maxQuantity last quantity of the range, or null when it has no end
 * @param pricePerUnit for one unit and one period, with up to four decimals
 */
public record PriceTier(
        PricePeriod period, int minQuantity, @Nullable Integer maxQuantity, BigDecimal pricePerUnit) {

    boolean holds(int quantity) {
        return quantity >= minQuantity && (maxQuantity == null || quantity <= maxQuantity);
    }

    /** The first unit of the tier. */
    int firstUnit() {
        return Math.max(1, minQuantity);
    }

    /** The last unit of the tier within a quantity. */
    int lastUnit(int quantity) {
        return maxQuantity == null ? quantity : Math.min(maxQuantity, quantity);
    }
}
