package io.tentabo.billing.contract;

import io.tentabo.model.money.Money;
import java.math.BigDecimal;

/**
 * What one line of an order promises.
 *
 * @param periodMonths length of a period, 1 or more
 * @param periods how many of them
 * @param total over all periods, a whole multiple of the amount per period
 */
public record ContractLine(int periodMonths, int periods, Money total) {

    int months() {
        return periodMonths * periods;
    }

    Money perPeriod() {
        return new Money(total.amount().divide(BigDecimal.valueOf(periods)), total.currency());
    }
}
