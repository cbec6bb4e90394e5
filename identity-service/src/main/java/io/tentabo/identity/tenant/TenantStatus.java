package io.tentabo.identity.tenant;

import java.util.Set;

/** Where a tenant is in its life. */
public enum TenantStatus {
    TRIAL,
    ACTIVE,
    /** Nobody of it can work, nothing of it is lost. */
    SUSPENDED,
    /** Left for good, unless the cancellation is withdrawn before the data is put away. */
    CANCELLED,
    /** The end. */
    ARCHIVED;

    /** What it can become next. */
    Set<TenantStatus> successors() {
        return switch (this) {
            case TRIAL -> Set.of(ACTIVE, SUSPENDED, CANCELLED);
            case ACTIVE -> Set.of(SUSPENDED, CANCELLED);
            case SUSPENDED -> Set.of(ACTIVE, CANCELLED);
            case CANCELLED -> Set.of(ACTIVE, ARCHIVED);
            case ARCHIVED -> Set.of();
        };
    }
}
