package io.tentabo.sync.run;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it.
 *
 * @param status RUNNING, SUCCESS, PARTIAL or FAILED
 * @param recordsSkipped not known here, or unchanged, or an echo of what we wrote
 * @param tokens in the provider's own unit
 * @param throttledMs time waited for the provider's limits
 * @param watermarkFrom changes since then were read, null for everything
 * @param watermarkTo how far everything is read now; null when the run broke off, or reached its bound
 * @param error why it broke off, or that it reached its bound and the next run goes on
 * @param errors records that failed, at most 100; only when a single run is read
 */
@RegisterForReflection
public record RunView(
        UUID id,
        UUID connectionId,
        String syncType,
        String entityType,
        String direction,
        String status,
        int recordsRead,
        int recordsWritten,
        int recordsSkipped,
        int recordsFailed,
        int requests,
        int tokens,
        long throttledMs,
        @Nullable Instant watermarkFrom,
        @Nullable Instant watermarkTo,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String error,
        @Nullable List<RunError> errors) {

    /** A record that failed. */
    @RegisterForReflection
    public record RunError(
            @Nullable String externalId, @Nullable UUID internalId, String reason, Instant at) {}

    RunView with(List<RunError> found) {
        return new RunView(
                id,
                connectionId,
                syncType,
                entityType,
                direction,
                status,
                recordsRead,
                recordsWritten,
                recordsSkipped,
                recordsFailed,
                requests,
                tokens,
                throttledMs,
                watermarkFrom,
                watermarkTo,
                startedAt,
                finishedAt,
                error,
                List.copyOf(found));
    }
}
