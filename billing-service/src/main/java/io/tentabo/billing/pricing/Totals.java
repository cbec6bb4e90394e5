package io.tentabo.billing.pricing;

import io.tentabo.model.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;

/**
 * Sums of rounded lines; {@code total = subtotal − discount + tax}.
 *
 * @param subtotal before discount
 */
public record Totals(Money subtotal, Money discount, Money tax, Money total) {

    /** What {@code NUMERIC(19,4)} holds. */
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(15);

    /**
     * Adds lines up.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 when the sum is larger than an order can hold
     */
    public static Totals of(List<LinePrice> lines, Currency currency) {
        Money subtotal = Money.zero(currency);
        Money discount = Money.zero(currency);
        Money tax = Money.zero(currency);
        for (LinePrice line : lines) {
            subtotal = subtotal.plus(line.subtotal());
            discount = discount.plus(line.discount());
            tax = tax.plus(line.tax());
        }
        if (subtotal.amount().compareTo(LIMIT) >= 0) {
            throw PricingProblems.tooLarge();
        }
        return new Totals(subtotal, discount, tax, subtotal.minus(discount).plus(tax));
    }
}
