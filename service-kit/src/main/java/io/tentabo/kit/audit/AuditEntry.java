package io.tentabo.kit.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was done to an entity. States are records or maps; only the fields that differ are stored, and a field whose name
 * says that it is secret is stored masked.
 *
 * @param action past tense, {@code lead.updated}
 * @param entityType {@code lead}
 * @param entityId the entity
 * @param before its state before, or null when it was created
 * @param after its state after, or null when it was deleted
 */
public record AuditEntry(
        String action,
        String entityType,
        UUID entityId,
        @Nullable Object before,
        @Nullable Object after) {

    public static AuditEntry created(String entityType, UUID id, Object state) {
        return of(entityType + ".created", entityType, id, null, state);
    }

    public static AuditEntry updated(String entityType, UUID id, Object before, Object after) {
        return of(entityType + ".updated", entityType, id, before, after);
    }

    public static AuditEntry deleted(String entityType, UUID id, Object before) {
        return of(entityType + ".deleted", entityType, id, before, null);
    }

    /** Any other action, e.g. {@code order.sent}; both states may be null where the action changes no field. */
    public static AuditEntry of(
            String action, String entityType, UUID id, @Nullable Object before, @Nullable Object after) {
        return new AuditEntry(action, entityType, id, before, after);
    }
}
