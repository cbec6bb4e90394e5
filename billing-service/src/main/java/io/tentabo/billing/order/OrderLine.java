package io.tentabo.billing.order;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.billing.pricing.PricePeriod;
import io.tentabo.billing.pricing.PricingExplanation;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A line of an order, with snapshots of what it was priced from. Amounts are in the order's currency.
 *
 * @param durationId null for goods
 * @param unitPrice of one unit and period; an average where slices have different prices
 * @param periods how many times the price per period is due
 * @param subtotal over all periods, before discount
 * @param total {@code subtotal − discountAmount + taxAmount}
 * @param pricingExplanation the JSON of a {@link PricingExplanation}, kept as it was written
 */
record OrderLine(
        UUID id,
        int lineNumber,
        UUID productId,
        @Nullable UUID durationId,
        String productSku,
        String productName,
        @Nullable String productType,
        String productUnit,
        @Nullable Integer durationMonths,
        int quantity,
        BigDecimal unitPrice,
        BigDecimal discountPercentage,
        PricePeriod pricePeriod,
        int periods,
        BigDecimal subtotal,
        BigDecimal discountAmount,
        BigDecimal taxAmount,
        BigDecimal total,

        @JsonRawValue @Schema(implementation = PricingExplanation.class)
        String pricingExplanation) {

    OrderLine withId(UUID newId) {
        return new OrderLine(
                newId,
                lineNumber,
                productId,
                durationId,
                productSku,
                productName,
                productType,
                productUnit,
                durationMonths,
                quantity,
                unitPrice,
                discountPercentage,
                pricePeriod,
                periods,
                subtotal,
                discountAmount,
                taxAmount,
                total,
                pricingExplanation);
    }

    /** Whether both sell as much of the same product, in the same unit, for the same money. */
    boolean costsTheSameAs(OrderLine other) {
        return productId.equals(other.productId)
                && productUnit.equals(other.productUnit)
                && quantity == other.quantity
                && pricePeriod == other.pricePeriod
                && periods == other.periods
                && unitPrice.compareTo(other.unitPrice) == 0
                && subtotal.compareTo(other.subtotal) == 0
                && discountAmount.compareTo(other.discountAmount) == 0
                && taxAmount.compareTo(other.taxAmount) == 0;
    }

    /** What the audit records of it. */
    LineState state() {
        return new LineState(lineNumber, productId, durationId, quantity, unitPrice, total);
    }

    @RegisterForReflection
    record LineState(
            int lineNumber,
            UUID productId,
            @Nullable UUID durationId,
            int quantity,
            BigDecimal unitPrice,
            BigDecimal total) {}
}
