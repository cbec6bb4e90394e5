package io.tentabo.billing.trail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of status as the API shows it.
 *
 * @param oldStatus null for the first
 * @param changedBy null when the suite itself changed it
 */
public record StatusChange(
        UUID id,
        @Nullable String oldStatus,
        String newStatus,
        @Nullable String reason,
        @Nullable UUID changedBy,
        Instant changedAt) {}
