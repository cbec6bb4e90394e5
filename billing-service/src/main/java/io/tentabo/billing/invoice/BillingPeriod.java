package io.tentabo.billing.invoice;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;

/**
 * One of the stretches of time into which a contract's term is divided for billing: pure arithmetic of dates and shares.
 *
 * @param start first day
 * @param end the first day after it
 * @param fromMonth months of the term that lie before it
 * @param toMonth months of the term until its regular end; the contract may expire earlier
 */
record BillingPeriod(LocalDate start, LocalDate end, int fromMonth, int toMonth) {

    private static final int MONTHS_OF_A_YEAR = 12;

    /**
     * The billing period that starts on a day, or nothing when none does. Each start is counted from the activation in
     * one step, so that a short month on the way does not shift the day.
     *
     * @param expiration first day on which the contract no longer runs
     */
    static Optional<BillingPeriod> startingOn(
            LocalDate start, LocalDate activation, LocalDate expiration, int periodicityMonths) {
        int fromMonth = monthsOf(start) - monthsOf(activation);
        if (fromMonth < 0
                || fromMonth % periodicityMonths != 0
                || !activation.plusMonths(fromMonth).equals(start)
                || !start.isBefore(expiration)) {
            return Optional.empty();
        }
        int toMonth = fromMonth + periodicityMonths;
        LocalDate regularEnd = activation.plusMonths(toMonth);
        LocalDate end = regularEnd.isAfter(expiration) ? expiration : regularEnd;
        return Optional.of(new BillingPeriod(start, end, fromMonth, toMonth));
    }

    private static int monthsOf(LocalDate date) {
        return date.getYear() * MONTHS_OF_A_YEAR + date.getMonthValue();
    }

    /**
     * How many price periods of a line this billing period covers; none when the line has ended before.
     *
     * @param periodMonths length of a price period, 1 or more
     * @param periods how many of them the line has
     */
    int covered(int periodMonths, int periods) {
        return Math.min(periods, toMonth / periodMonths) - Math.min(periods, fromMonth / periodMonths);
    }

    /**
     * This billing period's share of what a line costs over all its price periods. It is the difference of two rounded
     * running sums, so that the shares of all billing periods add up to the whole amount exactly.
     */
    BigDecimal share(BigDecimal amount, int periodMonths, int periods, Currency currency) {
        BigDecimal until = runningSum(amount, Math.min(periods, toMonth / periodMonths), periods, currency);
        return until.subtract(runningSum(amount, Math.min(periods, fromMonth / periodMonths), periods, currency));
    }

    private static BigDecimal runningSum(BigDecimal amount, int first, int periods, Currency currency) {
        return amount.multiply(BigDecimal.valueOf(first))
                .divide(BigDecimal.valueOf(periods), currency.getDefaultFractionDigits(), RoundingMode.HALF_UP);
    }
}
