package io.tentabo.billing.contract;

/** Where a contract stands. */
public enum ContractStatus {
    ACTIVE,
    UPGRADED,
    DOWNGRADED,
    EXPIRED,
    LOST,
    CANCELLED
}
