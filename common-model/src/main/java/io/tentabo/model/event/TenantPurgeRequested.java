package io.tentabo.model.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A platform operator asked that nothing be left of a tenant. Every service deletes its part for good, takes in nothing
 * more of the tenant, and answers with {@link TenantPurged}.
 *
 * @param jobId names the purge in every service
 */
public record TenantPurgeRequested(UUID jobId, UUID tenantId, Instant requestedAt) {

    public static final String TYPE = "io.tentabo.identity.tenant.purge-requested.v1";
}
