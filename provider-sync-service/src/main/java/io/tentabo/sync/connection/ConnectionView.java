package io.tentabo.sync.connection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.kit.editing.Versioned;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the API shows it.
 *
 * @param testedAt when its present address and credentials passed a test, null when they have not
 * @param pausedUntil nothing is sent before then, because the provider asked for silence or keeps failing
 * @param usageToday since midnight UTC
 */
@RegisterForReflection
public record ConnectionView(
        UUID id,
        ProviderType type,
        String provider,
        String name,
        @Nullable String description,
        String baseUrl,
        boolean active,
        ConnectionStatus status,
        CredentialsView credentials,
        Map<String, FieldOwner> fieldOwnership,
        @Nullable Instant testedAt,
        HealthView health,
        @Nullable Instant lastSyncAt,
        @Nullable Instant pausedUntil,
        UsageView usageToday,
        Instant createdAt,
        Instant updatedAt,
        int version)
        implements Versioned {

    /** That there are credentials, and of which kind; never which. */
    @RegisterForReflection
    public record CredentialsView(String kind, String status, Instant updatedAt) {}

    /** The result of the latest health check or request. */
    @RegisterForReflection
    public record HealthView(
            Health status, @Nullable String error, @Nullable Instant checkedAt) {}

    /** Requests, and tokens in the provider's own unit. */
    @RegisterForReflection
    public record UsageView(long requests, long tokens, long throttledMs) {}
}
