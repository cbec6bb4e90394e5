package io.tentabo.crm.customer;

/** Whether a customer is sold to. */
enum CustomerStatus {
    ACTIVE,
    /** No longer, or not yet. */
    INACTIVE,
    /** Not until a matter is settled, which the reason names. */
    SUSPENDED
}
