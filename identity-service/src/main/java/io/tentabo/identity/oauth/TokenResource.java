package io.tentabo.identity.oauth;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.authorization.Authorizations;
import io.tentabo.identity.authorization.Authorizations.Redemption;
import io.tentabo.identity.client.ClientSignIns;
import io.tentabo.identity.client.GrantType;
import io.tentabo.identity.client.RegisteredClient;
import io.tentabo.identity.session.Presenter;
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

    private final ClientAuthentication clients;
    private final ClientSignIns clientSignIns;
    private final Authorizations authorizations;
    private final Sessions sessions;
    private final TokenExchanges exchanges;
    private final IdTokenExchanges idTokenExchanges;

    TokenResource(
            ClientAuthentication clients,
            ClientSignIns clientSignIns,
            Authorizations authorizations,
            Sessions sessions,
            TokenExchanges exchanges,
            IdTokenExchanges idTokenExchanges) {
        this.clients = clients;
        this.clientSignIns = clientSignIns;
        this.authorizations = authorizations;
        this.sessions = sessions;
        this.exchanges = exchanges;
        this.idTokenExchanges = idTokenExchanges;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(
            summary = "Issues tokens",
            description =
                    "Grants: authorization_code (with code_verifier), refresh_token, client_credentials, and the token exchange"
                            + " of RFC 8693 (urn:ietf:params:oauth:grant-type:token-exchange): a client with a secret presents"
                            + " a user's access token as subject_token and gets one for fewer scopes that expires no later,"
                            + " or an ID token of the tenant's OpenID provider (subject_token_type"
                            + " urn:ietf:params:oauth:token-type:id_token), minutes old and presented for the first time,"
                            + " and gets a session of the person whom it vouches for, where that provider's configuration"
                            + " allows it."
                            + " Clients with a secret authenticate by client_secret_basic or client_secret_post, public ones"
                            + " send client_id.")
    @APIResponse(responseCode = "200", description = "Issued")
    @APIResponse(
            responseCode = "400",
            description =
                    "invalid_request, invalid_grant, unauthorized_client or unsupported_grant_type; of an exchange"
                            + " also invalid_scope and invalid_target, and invalid_request for a subject_token that is not"
                            + " good, was presented before, or is of a person who may not sign in")
    @APIResponse(responseCode = "401", description = "invalid_client")
    @APIResponse(responseCode = "429", description = "Too many failed attempts; see Retry-After")
    @APIResponse(
            responseCode = "503",
            description = "temporarily_unavailable: the provider of a password or of an ID token does not answer")
    public Uni<RestResponse<TokenAnswer>> token(
            @BeanParam TokenForm form, @BeanParam ExchangeForm exchange, @BeanParam ClientForm client) {
        return Uni.createFrom()
                .deferred(() -> granted(form, exchange, client))
                .map(answer -> RestResponse.ResponseBuilder.ok(answer)
                        .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                        .build())
                .onFailure(HttpProblem.class)
                .transform(TokenRefusal::of);
    }

    private Uni<TokenAnswer> granted(TokenForm form, ExchangeForm exchange, ClientForm client) {
        String grant = form.grantType;
        if (grant == null) {
            throw TokenRefusal.invalidRequest("grant_type is missing.");
        }
        return switch (grant) {
            case "authorization_code" -> authorizationCode(form, client);
            case "refresh_token" -> refreshToken(form, client);
            case "client_credentials" -> clientCredentials(client);
            case "urn:ietf:params:oauth:grant-type:token-exchange" -> tokenExchange(exchange, client);
            default -> throw TokenRefusal.unsupportedGrantType();
        };
    }

    private Uni<TokenAnswer> authorizationCode(TokenForm form, ClientForm client) {
        Redemption redemption = new Redemption(
                TokenForm.required(form.code, "code"),
                TokenForm.required(form.redirectUri, "redirect_uri"),
                TokenForm.required(form.codeVerifier, "code_verifier"));
        return clients.named(client)
                .map(known -> known.orElseThrow(client::unauthenticated))
                .invoke(known -> require(known, GrantType.AUTHORIZATION_CODE))
                .chain(known -> authorizations
                        .redeem(known, redemption)
                        .map(redeemed -> redeemed.orElseThrow(TokenRefusal::invalidGrant))
                        .map(redeemed -> TokenAnswer.of(
                                redeemed.tokens(), redeemed.idToken(), known.may(GrantType.REFRESH_TOKEN))));
    }

    /** A session that was begun for a client is refreshed by that client only, any other by no client. */
    private Uni<TokenAnswer> refreshToken(TokenForm form, ClientForm client) {
        String token = TokenForm.required(form.refreshToken, "refresh_token");
        return clients.named(client)
                .invoke(named -> named.ifPresent(known -> require(known, GrantType.REFRESH_TOKEN)))
                .chain(named -> sessions.refresh(
                        token, named.map(RegisteredClient::presenter).orElse(Presenter.USER)))
                .map(tokens -> TokenAnswer.of(tokens, null, true));
    }

    private Uni<TokenAnswer> clientCredentials(ClientForm client) {
        return clients.proved(client)
                .map(proved -> clientSignIns.signIn(proved).orElseThrow(TokenRefusal::unauthorizedClient))
                .map(TokenAnswer::of);
    }

    private Uni<TokenAnswer> tokenExchange(ExchangeForm exchange, ClientForm client) {
        return clients.proved(client)
                .map(proved -> proved.registration().orElseThrow(TokenRefusal::unauthorizedClient))
                .invoke(known -> require(known, GrantType.TOKEN_EXCHANGE))
                .chain(known -> {
                    ExchangeForm.Subject subject = exchange.requiredSubject();
                    return subject.isIdToken()
                            ? idTokenExchanges.exchange(known, subject.token(), exchange.scopes())
                            : exchanges.exchange(known, subject.token(), exchange.scopes());
                });
    }

    private static void require(RegisteredClient client, GrantType grantType) {
        if (!client.may(grantType)) {
            throw TokenRefusal.unauthorizedClient();
        }
    }
}
