package io.tentabo.model.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A platform operator asked for a copy of everything that the suite holds of a tenant. Every service exports its part
 * and answers with {@link TenantExported}.
 *
 * @param jobId names the export in every service
 */
public record TenantExportRequested(UUID jobId, UUID tenantId, Instant requestedAt) {

    public static final String TYPE = "io.tentabo.identity.tenant.export-requested.v1";
}
