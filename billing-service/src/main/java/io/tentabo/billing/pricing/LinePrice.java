package io.tentabo.billing.pricing;

import io.tentabo.billing.pricing.PriceStep.AgreedStep;
import io.tentabo.billing.pricing.PriceStep.DiscountStep;
import io.tentabo.billing.pricing.PriceStep.RoundingStep;
import io.tentabo.billing.pricing.PriceStep.TermStep;
import io.tentabo.model.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one line costs: per period, and over its whole term.
 *
 * <p>Rounding happens once for the amount per period and once for its discount; everything after is exact, so totals
 * are sums of rounded lines.
 *
 * @param unitPrice of one unit and period; for {@link TierMode#GRADUATED} the average, rounded to four decimals
 * @param periods how many periods the term has, 1 for {@link PricePeriod#ONCE}
 * @param subtotalPerPeriod before discount
 */
public record LinePrice(
        @Nullable TierMode tierMode,
        int quantity,
        BigDecimal unitPrice,
        PricePeriod period,
        int periods,
        BigDecimal discountPercentage,
        Money subtotalPerPeriod,
        Money discountPerPeriod,
        List<PriceStep> steps) {

    private static final int UNIT_PRICE_SCALE = 4;

    public LinePrice {
        steps = List.copyOf(steps);
    }

    /** The price of goods at a unit price that staff agreed on. */
    public static LinePrice agreed(int quantity, BigDecimal unitPrice, Currency currency) {
        BigDecimal exact = unitPrice.multiply(BigDecimal.valueOf(quantity));
        return of(
                null,
                quantity,
                PricePeriod.ONCE,
                1,
                BigDecimal.ZERO,
                List.of(new AgreedStep(quantity, unitPrice, exact)),
                currency);
    }

    /** Completes the steps that yield the exact amount of one period by rounding, discount and term. */
    static LinePrice of(
            @Nullable TierMode tierMode,
            int quantity,
            PricePeriod period,
            int periods,
            BigDecimal discountPercentage,
            List<? extends PriceStep> unitSteps,
            Currency currency) {
        BigDecimal exact = unitSteps.stream().map(PriceStep::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        Money subtotal = Money.rounded(exact, currency);
        Money discount = subtotal.percent(discountPercentage);
        Money net = subtotal.minus(discount);

        List<PriceStep> steps = new ArrayList<>(unitSteps);
        BigDecimal rounding = subtotal.amount().subtract(exact);
        if (rounding.signum() != 0) {
            steps.add(new RoundingStep(rounding));
        }
        if (discountPercentage.signum() != 0) {
            steps.add(new DiscountStep(discountPercentage, discount.negated().amount()));
        }
        steps.add(new TermStep(period, periods, net.amount(), net.times(periods).amount()));

        BigDecimal unitPrice = exact.divide(BigDecimal.valueOf(quantity), UNIT_PRICE_SCALE, RoundingMode.HALF_UP);
        return new LinePrice(
                tierMode, quantity, unitPrice, period, periods, discountPercentage, subtotal, discount, steps);
    }

    public Money netPerPeriod() {
        return subtotalPerPeriod.minus(discountPerPeriod);
    }

    /** Over the whole term, before discount. */
    public Money subtotal() {
        return subtotalPerPeriod.times(periods);
    }

    /** Over the whole term. */
    public Money discount() {
        return discountPerPeriod.times(periods);
    }

    /** Over the whole term; prices carry no tax yet. */
    public Money tax() {
        return Money.zero(currency());
    }

    /** Over the whole term, after discount and with tax. */
    public Money total() {
        return netPerPeriod().times(periods).plus(tax());
    }

    public Currency currency() {
        return subtotalPerPeriod.currency();
    }

    public PricingExplanation explanation() {
        return new PricingExplanation(tierMode, currency().getCurrencyCode(), period, periods, steps);
    }
}
