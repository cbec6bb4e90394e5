package io.tentabo.identity.departure;

import io.tentabo.kit.lifecycle.TenantJob.Kind;
import io.tentabo.kit.tenancy.SqlTime;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An export or purge of a tenant, in all services. */
record Departure(
        UUID id,
        UUID tenantId,
        Kind kind,
        String tenantSlug,
        @Nullable UUID exportId,
        UUID requestedBy,
        Instant requestedAt,
        @Nullable Instant completedAt,
        @Nullable String report) {

    static Departure of(Row row) {
        return new Departure(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("tenant_slug"),
                row.getUUID("export_id"),
                row.getUUID("requested_by"),
                SqlTime.get(row, "requested_at"),
                SqlTime.find(row, "completed_at"),
                row.getString("report"));
    }
}
