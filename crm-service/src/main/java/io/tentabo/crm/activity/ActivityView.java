package io.tentabo.crm.activity;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.kit.editing.Versioned;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something done, or to be done, about a lead.
 *
 * @param completedAt when its status became COMPLETED
 * @param version also its ETag
 */
@RegisterForReflection
public record ActivityView(
        UUID id,
        UUID leadId,
        ActivityType type,
        String title,
        @Nullable String description,
        ActivityStatus status,
        ActivityPriority priority,
        @Nullable Instant dueAt,
        @Nullable Instant completedAt,
        @Nullable Integer durationMinutes,
        @Nullable String outcome,
        UUID ownerId,
        Instant createdAt,
        Instant updatedAt,
        int version)
        implements Versioned {}
