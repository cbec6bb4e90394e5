package io.tentabo.crm.lead;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change of a lead's status.
 *
 * @param oldStatus null when the lead was registered
 * @param changedBy the user, or null when the suite did it by itself
 */
public record StatusHistoryEntry(
        UUID id,
        @Nullable LeadStatus oldStatus,
        LeadStatus newStatus,
        @Nullable String reason,
        @Nullable UUID changedBy,
        Instant changedAt) {}
