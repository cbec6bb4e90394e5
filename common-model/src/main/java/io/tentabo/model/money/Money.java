package io.tentabo.model.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An exact amount in a currency, always at that currency's scale: 0 decimals for JPY, 2 for EUR, 3 for KWD.
 *
 * <p>Adding and multiplying by whole numbers stay exact. The only places that round are {@link #rounded} and
 * {@link #percent}, both HALF_UP.
 *
 * @param amount at the scale of {@code currency}
 * @param currency ISO 4217, with a defined number of decimals
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /**
     * Takes an amount that is exact in the currency, and brings it to the currency's scale.
     *
     * @throws ArithmeticException when the amount has more decimals than the currency
     */
    public Money {
        amount = amount.setScale(scale(currency), RoundingMode.UNNECESSARY);
    }

    /**
     * The currency of an ISO 4217 code.
     *
     * @throws IllegalArgumentException for unknown codes and for those that are no money, such as gold (XAU)
     */
    public static Currency currency(String code) {
        Currency currency = Currency.getInstance(code);
        scale(currency);
        return currency;
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** The amount rounded HALF_UP to the currency's scale. */
    public static Money rounded(BigDecimal amount, Currency currency) {
        return new Money(amount.setScale(scale(currency), RoundingMode.HALF_UP), currency);
    }

    /**
     * The exact sum.
     *
     * @throws IllegalArgumentException for another currency
     */
    public Money plus(Money other) {
        return new Money(amount.add(sameCurrency(other).amount), currency);
    }

    /**
     * The exact difference.
     *
     * @throws IllegalArgumentException for another currency
     */
    public Money minus(Money other) {
        return new Money(amount.subtract(sameCurrency(other).amount), currency);
    }

    public Money times(int factor) {
        return new Money(amount.multiply(BigDecimal.valueOf(factor)), currency);
    }

    /**
     * A share of the amount, rounded HALF_UP once.
     *
     * @param percentage e.g. 12.5
     */
    public Money percent(BigDecimal percentage) {
        return rounded(amount.multiply(percentage).divide(HUNDRED), currency);
    }

    public Money negated() {
        return new Money(amount.negate(), currency);
    }

    /** {@inheritDoc} Amounts of different currencies cannot be compared. */
    @Override
    public int compareTo(Money other) {
        return amount.compareTo(sameCurrency(other).amount);
    }

    /** For people and logs, e.g. {@code 153.00 EUR}. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot combine " + currency + " and " + other.currency);
        }
        return other;
    }

    private static int scale(Currency currency) {
        int digits = currency.getDefaultFractionDigits();
        if (digits < 0) {
            throw new IllegalArgumentException(currency + " has no defined number of decimals");
        }
        return digits;
    }
}
