package io.tentabo.identity.tenant;

import java.util.Set;
import java.util.UUID;

/** What is known about a tenant before anybody is signed in. */
public record TenantIdentity(UUID id, String slug, TenantStatus status) {

    private static final Set<TenantStatus> OPEN = Set.of(TenantStatus.TRIAL, TenantStatus.ACTIVE);

    /** Whether anybody may sign in to it. */
    public boolean isOpen() {
        return OPEN.contains(status);
    }
}
