package io.tentabo.identity.provider;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.kit.editing.Versioned;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider as the API shows it; its credentials never.
 *
 * @param hasCredentials whether there are any
 * @param test of the present configuration and credentials, null when they have not been tested
 * @param version also the entity tag
 */
@RegisterForReflection
public record AuthProviderView(
        UUID id,
        ProviderName providerName,
        String name,
        ProviderConfiguration configuration,
        boolean hasCredentials,
        boolean active,
        @Nullable ProviderTest test,
        HealthView health,
        int version,
        Instant createdAt,
        Instant updatedAt)
        implements Versioned {

    /** How the latest sign-in, test or check in the background found the provider. */
    @RegisterForReflection
    public record HealthView(
            ProviderHealth status,
            @Nullable String error,
            @Nullable Instant checkedAt) {}
}
