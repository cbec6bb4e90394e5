package io.tentabo.billing.contract;

/** Whom a contract is with. */
public enum ContractType {
    MSP,
    RESELLER,
    END_CUSTOMER,
    OTHER
}
