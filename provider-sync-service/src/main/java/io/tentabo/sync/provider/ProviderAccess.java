package io.tentabo.sync.provider;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a request to a provider needs of its connection.
 *
 * @param connectionId budgets are kept by it
 * @param accessVersion another one once the address or the credentials have changed
 * @param provider the provider's name
 * @param apiToken never logged, and not part of {@link #toString}
 * @param markerField code of the custom field that carries our lead id, null until it is known
 */
public record ProviderAccess(
        UUID connectionId,
        int accessVersion,
        String provider,
        URI baseUrl,
        String apiToken,
        @Nullable String markerField) {

    public ProviderAccess withMarkerField(String code) {
        return new ProviderAccess(connectionId, accessVersion, provider, baseUrl, apiToken, code);
    }

    @Override
    public String toString() {
        return provider + " connection " + connectionId;
    }
}
