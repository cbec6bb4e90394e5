package io.tentabo.identity.distributor;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One time that a partner was linked to a distributor, or unlinked.
 *
 * @param isActive whether it was linked
 * @param changedBy who did it, or null for background work
 */
public record ChannelLinkChangeView(
        UUID id, boolean isActive, @Nullable UUID changedBy, Instant changedAt) {}
