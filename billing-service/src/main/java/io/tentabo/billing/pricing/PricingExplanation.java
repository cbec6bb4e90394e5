package io.tentabo.billing.pricing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a line costs what it costs, as the API shows it and as orders keep it.
 *
 * @param tierMode null when the price was agreed on rather than taken from tiers
 * @param steps in the order in which they were calculated
 */
@RegisterForReflection(
        targets = {
            PricingExplanation.class,
            PriceStep.class,
            PriceStep.TierStep.class,
            PriceStep.AgreedStep.class,
            PriceStep.RoundingStep.class,
            PriceStep.DiscountStep.class,
            PriceStep.TermStep.class
        })
public record PricingExplanation(
        @Nullable TierMode tierMode, String currency, PricePeriod period, int periods, List<PriceStep> steps) {

    public PricingExplanation {
        steps = List.copyOf(steps);
    }

    /** Whether staff agreed on the price, so that it does not follow the product's tiers. */
    public boolean hasAgreedPrice() {
        return steps.stream().anyMatch(PriceStep.AgreedStep.class::isInstance);
    }
}
