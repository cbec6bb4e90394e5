package io.tentabo.billing.pricing;

import io.tentabo.billing.pricing.PriceStep.TierStep;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;

/**
 * The tiers of one product in one currency.
 *
 * <p>A subscription is priced by the month where the product has monthly tiers, and otherwise by the year, which takes
 * a term of whole years. Goods are priced by their one-off tiers.
 *
 * @param product names the product in refusals
 */
public record PriceList(String product, TierMode mode, Currency currency, List<PriceTier> tiers) {

    public PriceList {
        tiers = List.copyOf(tiers);
    }

    /**
     * The price of a subscription.
     *
     * @param quantity 1 or more
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 when the product has no price for it
     */
    public LinePrice subscription(int quantity, Term term) {
        PricePeriod period = has(PricePeriod.MONTH) ? PricePeriod.MONTH : PricePeriod.YEAR;
        if (!has(period)) {
            throw PricingProblems.noPrice(this, "by the month or the year");
        }
        if (term.months() % period.months() != 0) {
            throw PricingProblems.needsWholeYears(this, term.months());
        }
        return price(quantity, period, term.months() / period.months(), term.discountPercentage());
    }

    /**
     * The price of goods that are bought once.
     *
     * @param quantity 1 or more
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 when the product has no one-off price for it
     */
    public LinePrice once(int quantity) {
        if (!has(PricePeriod.ONCE)) {
            throw PricingProblems.noPrice(this, "without a duration");
        }
        return price(quantity, PricePeriod.ONCE, 1, BigDecimal.ZERO);
    }

    private LinePrice price(int quantity, PricePeriod period, int periods, BigDecimal discountPercentage) {
        List<PriceTier> candidates = tiers.stream()
                .filter(tier -> tier.period() == period)
                .sorted(Comparator.comparingInt(PriceTier::minQuantity))
                .toList();
        List<TierStep> steps =
                switch (mode) {
                    case VOLUME -> volume(candidates, quantity);
                    case GRADUATED -> graduated(candidates, quantity);
                };
        return LinePrice.of(mode, quantity, period, periods, discountPercentage, steps, currency);
    }

    private List<TierStep> volume(List<PriceTier> candidates, int quantity) {
        return candidates.stream()
                .filter(tier -> tier.holds(quantity))
                .findFirst()
                .map(tier -> List.of(step(tier, quantity)))
                .orElseThrow(() -> PricingProblems.noTier(this, quantity));
    }

    private List<TierStep> graduated(List<PriceTier> candidates, int quantity) {
        List<TierStep> steps = new ArrayList<>();
        int covered = 0;
        for (PriceTier tier : candidates) {
            int units = tier.lastUnit(quantity) - covered;
            if (units <= 0) {
                continue;
            }
            if (tier.firstUnit() != covered + 1) {
                throw PricingProblems.noTier(this, covered + 1);
            }
            steps.add(step(tier, units));
            covered += units;
        }
        if (covered < quantity) {
            throw PricingProblems.noTier(this, covered + 1);
        }
        return steps;
    }

    private static TierStep step(PriceTier tier, int units) {
        return new TierStep(
                tier.minQuantity(),
                tier.maxQuantity(),
                units,
                tier.pricePerUnit(),
                tier.pricePerUnit().multiply(BigDecimal.valueOf(units)));
    }

    private boolean has(PricePeriod period) {
        return tiers.stream().anyMatch(tier -> tier.period() == period);
    }
}
