package io.tentabo.kit.audit;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.tentabo.kit.security.ActorType;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An audit record as the API shows it.
 *
 * @param seq position in the tenant's chain, from 1; null while not sealed
 * @param action {@code lead.updated}
 * @param oldValues the changed fields before; null for a creation and after erasure
 * @param newValues the changed fields after; null for a deletion and after erasure
 * @param hash of the record and, through the one before it, of the whole chain up to here, in hex; null while not sealed
 * @param erasedAt when the personal data of the record was erased
 */
public record AuditRecord(
        UUID id,
        @Nullable Long seq,
        Instant createdAt,
        ActorType actorType,
        @Nullable UUID actorId,
        String action,
        String entityType,
        UUID entityId,

        @JsonRawValue @Schema(type = SchemaType.OBJECT) @Nullable
        String oldValues,

        @JsonRawValue @Schema(type = SchemaType.OBJECT) @Nullable
        String newValues,

        @Nullable String ipAddress,
        @Nullable String userAgent,
        @Nullable String requestId,
        @Nullable String hash,
        @Nullable Instant erasedAt) {

    static final String SELECT = """
            SELECT id, seq, created_at, actor_type, actor_id, action, entity_type, entity_id,
                   old_values::text AS old_values, new_values::text AS new_values, host(ip_address) AS ip_address,
                   user_agent, request_id, hash, erased_at
            FROM audit_logs
            """;

    static AuditRecord of(Row row) {
        Buffer hash = row.getBuffer("hash");
        return new AuditRecord(
                row.getUUID("id"),
                row.getLong("seq"),
                row.getOffsetDateTime("created_at").toInstant(),
                ActorType.valueOf(row.getString("actor_type")),
                row.getUUID("actor_id"),
                row.getString("action"),
                row.getString("entity_type"),
                row.getUUID("entity_id"),
                row.getString("old_values"),
                row.getString("new_values"),
                row.getString("ip_address"),
                row.getString("user_agent"),
                row.getString("request_id"),
                hash == null ? null : HexFormat.of().formatHex(hash.getBytes()),
                row.getOffsetDateTime("erased_at") == null
                        ? null
                        : row.getOffsetDateTime("erased_at").toInstant());
    }
}
