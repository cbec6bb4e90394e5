package io.tentabo.identity.oauth;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.client.ClientSignIns;
import io.tentabo.identity.session.Sessions;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The OAuth 2.0 token endpoint (RFC 6749). */
@Path("/identity/oauth2/token")
@Tag(name = "OAuth 2.0")
class TokenResource {

    private static final String NO_STORE = "no-store";

    private final ClientSignIns clients;
    private final Sessions sessions;

    TokenResource(ClientSignIns clients, Sessions sessions) {
        this.clients = clients;
        this.sessions = sessions;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(
            summary = "Issues tokens",
            description = "Grants: client_credentials (client_secret_basic or client_secret_post), refresh_token.")
    @APIResponse(responseCode = "400", description = "invalid_request, invalid_grant or unsupported_grant_type")
    @APIResponse(responseCode = "401", description = "invalid_client")
    @APIResponse(responseCode = "429", description = "Too many failed attempts; see Retry-After")
    public Uni<RestResponse<TokenAnswer>> token(@BeanParam TokenForm form, @BeanParam ClientForm client) {
        return Uni.createFrom()
                .deferred(() -> granted(form, client))
                .map(answer -> RestResponse.ResponseBuilder.ok(answer)
                        .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                        .build())
                .onFailure(HttpProblem.class)
                .transform(TokenRefusal::of);
    }

    private Uni<TokenAnswer> granted(TokenForm form, ClientForm client) {
        String grant = form.grantType;
        if (grant == null) {
            throw TokenRefusal.invalidRequest("grant_type is missing.");
        }
        return switch (grant) {
            case "client_credentials" -> clientCredentials(client);
            case "refresh_token" -> refreshToken(form, client);
            default -> throw TokenRefusal.unsupportedGrantType();
        };
    }

    private Uni<TokenAnswer> clientCredentials(ClientForm client) {
        return client.credentials()
                .map(clients::signIn)
                .orElseThrow(client::unauthenticated)
                .map(token -> token.map(TokenAnswer::of).orElseThrow(client::unauthenticated));
    }

    /** Refresh tokens are issued to sessions of people, never to a client: one that authenticates holds a stolen one. */
    private Uni<TokenAnswer> refreshToken(TokenForm form, ClientForm client) {
        String token = form.refreshToken;
        if (token == null) {
            throw TokenRefusal.invalidRequest("refresh_token is missing.");
        }
        if (client.credentials().isPresent()) {
            throw TokenRefusal.invalidGrant();
        }
        return sessions.refresh(token).map(TokenAnswer::of);
    }
}
