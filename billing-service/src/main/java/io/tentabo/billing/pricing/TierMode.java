package io.tentabo.billing.pricing;

/** How a product's quantity tiers apply. */
public enum TierMode {
    /** The whole quantity costs the price of the tier that it falls into. */
    VOLUME,
    /** Each slice of the quantity costs the price of its own tier. */
    GRADUATED
}
