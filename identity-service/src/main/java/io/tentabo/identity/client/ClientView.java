package io.tentabo.identity.client;

import io.tentabo.kit.editing.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client as the API shows it, without its secret.
 *
 * @param clientId what the program sends
 * @param userId its service account, if it can act for itself
 * @param secretChangedAt null until the first secret is made
 */
record ClientView(
        UUID id,
        String clientId,
        String name,
        String displayName,
        @Nullable UUID userId,
        boolean isPublic,
        boolean isActive,
        List<String> grantTypes,
        List<String> scopes,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris,
        @Nullable Instant secretChangedAt,
        int version,
        Instant createdAt)
        implements Versioned {

    ClientSettings settings() {
        return new ClientSettings(displayName, grantTypes, scopes, redirectUris, postLogoutRedirectUris);
    }
}
