package io.tentabo.billing.web;

import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.model.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** Amounts as clients send them, which must be exact in their currency: nothing is rounded behind their back. */
public final class ExactAmounts {

    private ExactAmounts() {}

    /**
     * For a constraint: whether an amount has no more decimals than its currency. What is missing, or no currency, is for
     * the members' own constraints to refuse.
     */
    public static boolean isExact(@Nullable BigDecimal amount, @Nullable String currency) {
        if (amount == null || currency == null) {
            return true;
        }
        try {
            return hasDecimalsOf(amount, Money.currency(currency));
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /**
     * An amount in a currency that the request does not name.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 when it has more decimals than the currency
     */
    public static Money of(BigDecimal amount, Currency currency) {
        if (!hasDecimalsOf(amount, currency)) {
            throw CommonProblems.VALIDATION.with("amount must not have more decimals than " + currency + " has.");
        }
        return new Money(amount, currency);
    }

    private static boolean hasDecimalsOf(BigDecimal amount, Currency currency) {
        return amount.stripTrailingZeros().scale() <= currency.getDefaultFractionDigits();
    }
}
