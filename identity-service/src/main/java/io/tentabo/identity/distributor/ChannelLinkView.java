package io.tentabo.identity.distributor;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link between a distributor and a partner.
 *
 * @param assignedBy who set it, or null for background work
 */
public record ChannelLinkView(
        UUID id,
        UUID distributorId,
        String distributorName,
        UUID partnerId,
        String partnerName,
        @Nullable UUID assignedBy,
        Instant assignedAt,
        boolean isActive) {}
