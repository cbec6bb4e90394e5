package io.tentabo.identity.client;

import io.tentabo.identity.token.TokenSubject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client that has proved itself.
 *
 * @param registration empty for the platform operators' client
 * @param serviceAccount whom it acts as for itself; empty when it only signs people in
 */
public record AuthenticatedClient(
        String clientId, Optional<RegisteredClient> registration, Optional<TokenSubject> serviceAccount) {

    static AuthenticatedClient operator(String clientId, TokenSubject subject) {
        return new AuthenticatedClient(clientId, Optional.empty(), Optional.of(subject));
    }

    /** Null for the platform operators' client. */
    public @Nullable UUID tenantId() {
        return registration.map(RegisteredClient::tenantId).orElse(null);
    }

    /** Whom it acts as by the client credentials grant, if it may. */
    Optional<TokenSubject> actingForItself() {
        boolean may = registration.isEmpty() || registration.get().may(GrantType.CLIENT_CREDENTIALS);
        return may ? serviceAccount : Optional.empty();
    }
}
