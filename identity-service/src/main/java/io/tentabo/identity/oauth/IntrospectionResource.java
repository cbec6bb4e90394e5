package io.tentabo.identity.oauth;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.client.AuthenticatedClient;
import io.tentabo.identity.session.LiveTokens;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Token introspection (RFC 7662). */
@Path("/identity/oauth2/introspect")
@Tag(name = "OAuth 2.0")
class IntrospectionResource {

    private final ClientAuthentication clients;
    private final LiveTokens tokens;
    private final String issuer;

    IntrospectionResource(
            ClientAuthentication clients,
            LiveTokens tokens,
            @ConfigProperty(name = "tentabo.token.issuer") String issuer) {
        this.clients = clients;
        this.tokens = tokens;
        this.issuer = issuer;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(
            summary = "Tells whether a token is good at this moment",
            description = "For clients with a secret, about access and refresh tokens of their own tenant. A token is"
                    + " not active either when its session has ended or its user may not sign in any more. Every other"
                    + " token, unknown, expired or of another tenant, is answered alike: it is not active.")
    @APIResponse(responseCode = "200", description = "What the token is worth; of an invalid one no more than that")
    @APIResponse(responseCode = "400", description = "invalid_request")
    @APIResponse(responseCode = "401", description = "invalid_client")
    @APIResponse(responseCode = "429", description = "Too many failed attempts; see Retry-After")
    public Uni<RestResponse<IntrospectionAnswer>> introspect(
            @RestForm @Nullable String token, @BeanParam ClientForm client) {
        return Uni.createFrom()
                .deferred(() -> clients.proved(client).chain(known -> answer(known, token)))
                .map(answer -> RestResponse.ResponseBuilder.ok(answer)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build())
                .onFailure(HttpProblem.class)
                .transform(TokenRefusal::of);
    }

    private Uni<IntrospectionAnswer> answer(AuthenticatedClient client, @Nullable String token) {
        if (token == null) {
            throw TokenRefusal.invalidRequest("token is missing.");
        }
        UUID tenantId = client.tenantId();
        if (tenantId == null) {
            return Uni.createFrom().item(IntrospectionAnswer.INACTIVE);
        }
        return tokens.find(tenantId, token).map(live -> live.map(found -> IntrospectionAnswer.of(issuer, found))
                .orElse(IntrospectionAnswer.INACTIVE));
    }
}
