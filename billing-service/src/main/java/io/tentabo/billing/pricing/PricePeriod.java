package io.tentabo.billing.pricing;

/** What one tier price pays for. */
public enum PricePeriod {
    /** One unit for a month. */
    MONTH(1),
    /** One unit for twelve months; sold for whole years only. */
    YEAR(12),
    /** One unit, once: goods rather than a subscription. */
    ONCE(0);

    private final int months;

    PricePeriod(int months) {
        this.months = months;
    }

    /** Length in months, 0 for {@link #ONCE}. */
    public int months() {
        return months;
    }
}
