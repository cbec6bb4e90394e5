package io.tentabo.sync.conflict;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.kit.editing.Versioned;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A field that both sides have changed.
 *
 * @param internalValue ours, in words; null when empty
 * @param externalValue the provider's, in words; null when empty
 * @param resolution OPEN until somebody decides
 * @param resolvedBy null also when both sides became the same by themselves
 */
@RegisterForReflection
public record ConflictView(
        UUID id,
        UUID connectionId,
        UUID mappingId,
        String entityType,
        UUID internalId,
        String externalId,
        String field,
        @Nullable String internalValue,
        @Nullable String externalValue,
        Instant detectedAt,
        String resolution,
        @Nullable UUID resolvedBy,
        @Nullable Instant resolvedAt,
        int version)
        implements Versioned {}
