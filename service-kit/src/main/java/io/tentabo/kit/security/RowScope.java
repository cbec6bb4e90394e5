package io.tentabo.kit.security;

/** Which rows of the tenant a caller may see; row-level security reads the name of the constant. */
public enum RowScope {
    /** No row at all. */
    NONE,
    /** Every row of the tenant. */
    TENANT,
    /** Rows assigned to the user, where the table has an owner or assignee; otherwise every row of the tenant. */
    ASSIGNED,
    /** Rows of the caller's partner. */
    PARTNER,
    /** Rows of the caller's distributor and of the partners actively linked to it. */
    DISTRIBUTOR,
    /** Rows of the caller's customer. */
    CUSTOMER
}
