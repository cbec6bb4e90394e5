package io.tentabo.billing.order;

/** How far a fulfilment has come. */
public enum FulfilmentStage {
    START,
    /** Wholesale only: the goods are on their way. */
    SHIP,
    COMPLETE
}
