package io.tentabo.sync.provider;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lead as the provider has it.
 *
 * @param marker the id of ours that it carries, if any
 * @param updatedAt the provider's time of its latest change
 */
public record RemoteLead(
        String id,
        LeadState state,
        Instant updatedAt,
        @Nullable UUID marker) {}
