package io.tentabo.billing.contract;

import io.tentabo.model.money.Money;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;

/**
 * For how long a contract runs and what it is worth: pure arithmetic of dates and money.
 *
 * @param activationDate first day
 * @param expirationDate first day on which it no longer runs: as many months later, on the same day of the month or, in
 *     a shorter month, on its last one
 * @param periodicityMonths length of a billing period
 * @param valuePerPeriod what the first billing period costs, when every line runs
 * @param totalValue over the whole term
 */
record ContractTerms(
        LocalDate activationDate,
        LocalDate expirationDate,
        int periodicityMonths,
        Money valuePerPeriod,
        Money totalValue) {

    /**
     * The terms of an order: it runs as long as its longest line, and is billed as often as the line with the longest
     * price period. A line that is priced by the month then costs as many months per billing period as it still runs.
     */
    static ContractTerms of(LocalDate activationDate, List<ContractLine> lines, Currency currency) {
        int months = lines.stream().mapToInt(ContractLine::months).max().orElseThrow();
        int periodicity =
                lines.stream().mapToInt(ContractLine::periodMonths).max().orElseThrow();
        Money perPeriod = Money.zero(currency);
        Money total = Money.zero(currency);
        for (ContractLine line : lines) {
            int periods = Math.min(periodicity, line.months()) / line.periodMonths();
            perPeriod = perPeriod.plus(line.perPeriod().times(periods));
            total = total.plus(line.total());
        }
        return new ContractTerms(activationDate, expiry(activationDate, months), periodicity, perPeriod, total);
    }

    /**
     * The terms of a contract that is entered directly.
     *
     * @param months a whole multiple of {@code periodicityMonths}
     */
    static ContractTerms direct(LocalDate activationDate, int months, int periodicityMonths, Money valuePerPeriod) {
        return new ContractTerms(
                activationDate,
                expiry(activationDate, months),
                periodicityMonths,
                valuePerPeriod,
                valuePerPeriod.times(months / periodicityMonths));
    }

    /** Counted from the first day in one step, so that a short month on the way does not shift the day. */
    private static LocalDate expiry(LocalDate activationDate, int months) {
        return activationDate.plusMonths(months);
    }
}
