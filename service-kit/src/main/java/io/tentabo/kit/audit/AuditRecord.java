package io.tentabo.kit.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.kit.security.ActorType;
import io.tentabo.kit.tenancy.SqlTime;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An audit record as the API shows it, and as one service reads it from another.
 *
 * @param service whose record it is, {@code crm}
 * @param seq position in the tenant's chain, from 1; null while not sealed
 * @param action {@code lead.updated}
 * @param oldValues the changed fields before; null for a creation and after erasure
 * @param newValues the changed fields after; null for a deletion and after erasure
 * @param hash of the record and, through the one before it, of the whole chain up to here, in hex; null while not sealed
 * @param ipAddress of who did it; null after the erasure of that person
 * @param userAgent as the address
 * @param erasedAt when personal data of the record was erased: its values, its origin or both
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record AuditRecord(
        String service,
        UUID id,
        @Nullable Long seq,
        Instant createdAt,
        ActorType actorType,
        @Nullable UUID actorId,
        String action,
        String entityType,
        UUID entityId,

        @JsonRawValue @JsonDeserialize(using = VerbatimJson.class) @Schema(type = SchemaType.OBJECT) @Nullable
        String oldValues,

        @JsonRawValue @JsonDeserialize(using = VerbatimJson.class) @Schema(type = SchemaType.OBJECT) @Nullable
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

    static AuditRecord of(String service, Row row) {
        Buffer hash = row.getBuffer("hash");
        return new AuditRecord(
                service,
                row.getUUID("id"),
                row.getLong("seq"),
                SqlTime.get(row, "created_at"),
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
                SqlTime.find(row, "erased_at"));
    }

    /** Where it stands among the records of all services. */
    public AuditPosition position() {
        return new AuditPosition(createdAt, id);
    }
}
