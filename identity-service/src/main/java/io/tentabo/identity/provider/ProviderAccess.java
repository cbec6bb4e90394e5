package io.tentabo.identity.provider;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that is needed to talk to a provider. Stays in memory for one piece of work.
 *
 * @param accessVersion which edit of configuration and credentials this is
 * @param secret null for a provider without credentials
 */
public record ProviderAccess(
        UUID id,
        ProviderConfiguration configuration,
        int accessVersion,
        @Nullable String secret) {

    @Override
    public String toString() {
        return "ProviderAccess[id=" + id + ", accessVersion=" + accessVersion + "]";
    }
}
