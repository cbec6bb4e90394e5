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
    CUSTOMER;

    /** Whether it is that of the tenant's own people, who see and write what is internal. */
    public boolean isStaff() {
        return this == TENANT || this == ASSIGNED;
    }

    /** Whether it is that of a partner's or a distributor's people. */
    public boolean isChannel() {
        return this == PARTNER || this == DISTRIBUTOR;
    }
}
