package io.tentabo.identity.channel;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a partner or a distributor has, as far as the caller may see it. What other services tell arrives moments later.
 *
 * @param id of the partner or distributor
 * @param users its own people; null for who may not see them
 * @param links to how many distributors a partner is linked now, or a distributor to partners
 */
public record ChannelCounts(
        UUID id,
        StatusCounts leads,
        StatusCounts customers,
        StatusCounts orders,
        StatusCounts contracts,
        StatusCounts invoices,
        @Nullable StatusCounts users,
        @Schema(examples = "2") long links) {}
