package io.tentabo.identity.oauth;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.client.RegisteredClient;
import io.tentabo.identity.session.Presenter;
import io.tentabo.identity.session.Sessions;
import io.tentabo.identity.token.IssuedToken;
import io.tentabo.identity.token.IssuedTokens;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Token revocation (RFC 7009). */
@Path("/identity/oauth2/revoke")
@Tag(name = "OAuth 2.0")
class RevocationResource {

    private final ClientAuthentication clients;
    private final Sessions sessions;
    private final IssuedTokens issued;

    RevocationResource(ClientAuthentication clients, Sessions sessions, IssuedTokens issued) {
        this.clients = clients;
        this.sessions = sessions;
        this.issued = issued;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @PermitAll
    @Operation(
            summary = "Revokes a token",
            description = "Ends the session that the refresh or access token belongs to. A session that was begun for a"
                    + " client is ended by that client: it authenticates, or names itself when it is public. Any other"
                    + " token is answered alike and changes nothing. An access token that was issued before lives on"
                    + " for its few minutes.")
    @APIResponse(responseCode = "200", description = "The token is worthless, now or before")
    @APIResponse(responseCode = "400", description = "invalid_request or unsupported_token_type")
    @APIResponse(responseCode = "401", description = "invalid_client")
    @APIResponse(responseCode = "429", description = "Too many failed attempts; see Retry-After")
    public Uni<RestResponse<Void>> revoke(@RestForm @Nullable String token, @BeanParam ClientForm client) {
        return Uni.createFrom()
                .deferred(() -> clients.named(client)
                        .chain(named -> revoked(
                                token, named.map(RegisteredClient::presenter).orElse(Presenter.USER))))
                .map(ignored -> RestResponse.ResponseBuilder.<Void>ok()
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build())
                .onFailure(HttpProblem.class)
                .transform(TokenRefusal::of);
    }

    private Uni<Void> revoked(@Nullable String token, Presenter presenter) {
        if (token == null) {
            throw TokenRefusal.invalidRequest("token is missing.");
        }
        Optional<IssuedToken> accessToken = issued.accessToken(token);
        return accessToken.isPresent()
                ? endSession(accessToken.get(), presenter.client())
                : sessions.revoke(token, presenter);
    }

    /** A token that a client got in exchange does not end the session of the one that it was exchanged for. */
    private Uni<Void> endSession(IssuedToken token, @Nullable UUID client) {
        UUID tenantId = token.tenantId();
        UUID sessionId = token.sessionId();
        if (tenantId == null || sessionId == null) {
            throw TokenRefusal.unsupportedTokenType();
        }
        return sessions.revoke(tenantId, sessionId, client, token.grant());
    }
}
