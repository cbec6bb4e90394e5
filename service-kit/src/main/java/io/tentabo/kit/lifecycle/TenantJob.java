package io.tentabo.kit.lifecycle;

import io.tentabo.kit.tenancy.SqlTime;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/**
 * This service's part of the export or purge of a tenant.
 *
 * @param id the same in every service
 */
public record TenantJob(UUID id, UUID tenantId, Kind kind, Instant requestedAt) {

    /** What becomes of the tenant's rows. */
    public enum Kind {
        EXPORT,
        PURGE
    }

    static TenantJob of(Row row) {
        return new TenantJob(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                Kind.valueOf(row.getString("kind")),
                SqlTime.get(row, "requested_at"));
    }
}
