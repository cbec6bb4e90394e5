package io.tentabo.identity.privacy;

import io.tentabo.kit.privacy.PersonJob;
import io.tentabo.kit.tenancy.SqlTime;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request as it is kept. */
record PrivacyRequest(
        UUID id,
        UUID tenantId,
        PersonJob.Kind kind,
        List<UUID> userIds,
        String reason,
        UUID requestedBy,
        Instant requestedAt,
        @Nullable Instant completedAt,
        @Nullable String report) {

    private static final String SHORT =
            "id, tenant_id, kind, user_ids, reason, requested_by, requested_at, completed_at";

    static final String COLUMNS = SHORT + ", report";

    /** Without the report, which is longer than all the rest. */
    static final String COLUMNS_OF_A_LIST = SHORT + ", NULL::text AS report";

    PrivacyRequest {
        userIds = List.copyOf(userIds);
    }

    static PrivacyRequest of(Row row) {
        return new PrivacyRequest(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                PersonJob.Kind.valueOf(row.getString("kind")),
                List.of(row.getArrayOfUUIDs("user_ids")),
                row.getString("reason"),
                row.getUUID("requested_by"),
                SqlTime.get(row, "requested_at"),
                SqlTime.find(row, "completed_at"),
                row.getString("report"));
    }
}
