package io.tentabo.billing.customer;

/** Whether something can be sold to a customer. */
public enum CustomerStanding {
    ACTIVE,
    /** Known, but inactive or suspended. */
    NOT_ACTIVE,
    /** Not known to the caller: deleted, never there, another's, or so new that its event is still on the way. */
    UNKNOWN
}
