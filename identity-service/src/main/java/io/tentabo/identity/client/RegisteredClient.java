package io.tentabo.identity.client;

import io.tentabo.identity.session.Presenter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * An active client as the protocol's endpoints need it.
 *
 * @param clientId what it sends
 * @param displayName what users are shown
 * @param isPublic has no secret, because it could keep none
 */
public record RegisteredClient(
        UUID id,
        UUID tenantId,
        String clientId,
        String displayName,
        boolean isPublic,
        Set<GrantType> grantTypes,
        List<String> scopes,
        List<String> redirectUris,
        List<String> postLogoutRedirectUris) {

    public RegisteredClient {
        grantTypes = Set.copyOf(grantTypes);
        scopes = List.copyOf(scopes);
        redirectUris = List.copyOf(redirectUris);
        postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
    }

    /** As which it presents tokens, once it has proved itself if it has a secret. */
    public Presenter presenter() {
        return new Presenter(id, !isPublic);
    }

    /** A client id begins with the slug of its tenant. */
    public String tenantSlug() {
        return clientId.substring(0, clientId.indexOf(RegisteredClients.SEPARATOR));
    }

    public boolean may(GrantType grantType) {
        return grantTypes.contains(grantType);
    }

    public boolean mayAskFor(Collection<String> asked) {
        return scopes.containsAll(asked);
    }

    public boolean redirectsTo(String uri) {
        return redirectUris.stream().anyMatch(registered -> RedirectUri.matches(registered, uri));
    }

    public boolean redirectsAfterLogoutTo(String uri) {
        return postLogoutRedirectUris.stream().anyMatch(registered -> RedirectUri.matches(registered, uri));
    }
}
