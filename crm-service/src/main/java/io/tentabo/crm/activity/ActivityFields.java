package io.tentabo.crm.activity;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What of an activity can be edited: the target of a merge patch, and what the audit compares. */
@RegisterForReflection
public record ActivityFields(
        @NotNull ActivityType type,
        @NotBlank @Size(max = 255) String title,
        @Size(max = 10_000) @Nullable String description,
        @NotNull ActivityStatus status,
        @NotNull ActivityPriority priority,
        @Nullable Instant dueAt,
        @Min(0) @Nullable Integer durationMinutes,
        @Size(max = 10_000) @Nullable String outcome,
        @NotNull UUID ownerId) {}
