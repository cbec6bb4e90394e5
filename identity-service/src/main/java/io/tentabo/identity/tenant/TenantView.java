package io.tentabo.identity.tenant;

import java.time.Instant;
import java.util.UUID;

/**
 * A tenant as operators see it: nothing of its business.
 *
 * @param plan the plan's name, e.g. {@code trial}
 * @param maxUsers how many people may have a seat
 * @param maxIntegrations how many providers may be connected
 */
public record TenantView(
        UUID id,
        String name,
        String slug,
        TenantStatus status,
        String plan,
        int maxUsers,
        int maxIntegrations,
        int version,
        Instant createdAt) {}
