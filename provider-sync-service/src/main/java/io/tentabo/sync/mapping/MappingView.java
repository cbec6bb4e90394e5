package io.tentabo.sync.mapping;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which record of ours is which of the provider's.
 *
 * @param internalHash SHA-256 of our record as it was last sent or compared
 * @param externalHash SHA-256 of theirs as it was last read or written
 * @param externalStatus LIVE, or DELETED when it was deleted there
 */
@RegisterForReflection
public record MappingView(
        UUID id,
        UUID connectionId,
        String entityType,
        UUID internalId,
        String externalId,
        String internalHash,
        String externalHash,
        String externalStatus,
        @Nullable Instant externalChangedAt,
        @Nullable Instant lastPushedAt,
        @Nullable Instant lastPulledAt,
        Instant createdAt) {}
