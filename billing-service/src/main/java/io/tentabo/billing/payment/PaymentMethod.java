package io.tentabo.billing.payment;

/** How money was moved. */
public enum PaymentMethod {
    BANK_TRANSFER,
    DIRECT_DEBIT,
    CARD,
    CHECK,
    CASH,
    OTHER
}
