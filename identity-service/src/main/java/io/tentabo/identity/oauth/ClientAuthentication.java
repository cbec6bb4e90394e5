package io.tentabo.identity.oauth;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.client.AuthenticatedClient;
import io.tentabo.identity.client.ClientSignIns;
import io.tentabo.identity.client.RegisteredClient;
import io.tentabo.identity.client.RegisteredClients;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Who calls an OAuth endpoint: a client that proves itself, a public one that names itself, or none. */
@Singleton
class ClientAuthentication {

    private final ClientSignIns signIns;
    private final RegisteredClients clients;

    ClientAuthentication(ClientSignIns signIns, RegisteredClients clients) {
        this.signIns = signIns;
        this.clients = clients;
    }

    /** @throws TokenRefusal (in the returned Uni) invalid_client unless the client proves itself */
    Uni<AuthenticatedClient> proved(ClientForm form) {
        return form.credentials()
                .map(signIns::authenticate)
                .orElseThrow(form::unauthenticated)
                .map(client -> client.orElseThrow(form::unauthenticated));
    }

    /**
     * The registered client, empty when the request names none.
     *
     * @throws TokenRefusal (in the returned Uni) invalid_client when it does not prove itself although it has a secret
     */
    Uni<Optional<RegisteredClient>> named(ClientForm form) {
        if (form.credentials().isPresent()) {
            return proved(form)
                    .map(client -> Optional.of(client.registration().orElseThrow(TokenRefusal::unauthorizedClient)));
        }
        String clientId = form.clientId;
        return clientId == null
                ? Uni.createFrom().item(Optional.empty())
                : clients.find(clientId)
                        .map(client -> Optional.of(
                                client.filter(RegisteredClient::isPublic).orElseThrow(form::unauthenticated)));
    }
}
