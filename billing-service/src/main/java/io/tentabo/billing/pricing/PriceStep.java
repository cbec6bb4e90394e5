package io.tentabo.billing.pricing;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One step of a price's explanation. The amounts of all steps before {@link TermStep} add up to the net amount of one
 * period; the term step's amount is the result.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PriceStep.TierStep.class, name = "TIER"),
    @JsonSubTypes.Type(value = PriceStep.AgreedStep.class, name = "AGREED_PRICE"),
    @JsonSubTypes.Type(value = PriceStep.RoundingStep.class, name = "ROUNDING"),
    @JsonSubTypes.Type(value = PriceStep.DiscountStep.class, name = "DISCOUNT"),
    @JsonSubTypes.Type(value = PriceStep.TermStep.class, name = "TERM")
})
public sealed interface PriceStep {

    /** What the step contributes, in the currency of the price. */
    BigDecimal amount();

    /**
     * Units at the price of one tier.
     *
     * @param amount exact and not yet rounded: {@code units × pricePerUnit}
     */
    record TierStep(
            int minQuantity, @Nullable Integer maxQuantity, int units, BigDecimal pricePerUnit, BigDecimal amount)
            implements PriceStep {}

    /** Units at a price that staff agreed on instead of the product's tiers. */
    record AgreedStep(int units, BigDecimal pricePerUnit, BigDecimal amount) implements PriceStep {}

    /** The difference that rounding HALF_UP to the currency's scale made; absent where it made none. */
    record RoundingStep(BigDecimal amount) implements PriceStep {}

    /** What the duration earns: negative, a rounded share of the rounded amount per period. */
    record DiscountStep(BigDecimal percentage, BigDecimal amount) implements PriceStep {}

    /** The net amount of one period times the number of periods: the line's total before tax. */
    record TermStep(PricePeriod period, int periods, BigDecimal amountPerPeriod, BigDecimal amount)
            implements PriceStep {}
}
