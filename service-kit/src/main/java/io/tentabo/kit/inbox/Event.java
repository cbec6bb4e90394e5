package io.tentabo.kit.inbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as a consumer receives it.
 *
 * @param id the same for every delivery of the event
 * @param type full CloudEvents type
 * @param tenantId the tenant as which the handler runs
 * @param aggregateId what it happened to; events of one aggregate arrive in order
 * @param time when it happened
 * @param requestId the request that caused it, null for background work
 * @param payload the versioned record
 */
public record Event<T>(
        UUID id,
        String type,
        UUID tenantId,
        UUID aggregateId,
        Instant time,
        @Nullable String requestId,
        T payload) {}
