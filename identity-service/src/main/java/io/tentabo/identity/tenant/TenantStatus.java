package io.tentabo.identity.tenant;

/** Where a tenant is in its life. */
public enum TenantStatus {
    TRIAL,
    ACTIVE,
    SUSPENDED,
    CANCELLED,
    ARCHIVED;

    /** Whether its people may sign in. */
    public boolean isOpen() {
        return this == TRIAL || this == ACTIVE;
    }
}
