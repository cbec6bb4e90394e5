package io.tentabo.kit.security;

import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.InstantSource;
import java.util.Set;

/**
 * Lets in who has an access token, or an API key that is worth one; remembers tokens that Quarkus OIDC has verified,
 * until they expire.
 *
 * <p>A client sends the same token many times in its few minutes of life; verifying its ES256 signature costs more than
 * the rest of authentication. Tokens are not revocable before they expire, so remembering them changes nothing else.
 *
 * <p>An API key is replaced, in the request itself, by the token that it was exchanged for: all that follows, calls to
 * other services among it, sees an ordinary token and never the key.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifiedTokens implements HttpAuthenticationMechanism {

    /** Where clients send an API key that cannot send it as a bearer token; unread beside {@code Authorization}. */
    static final String API_KEY_HEADER = "X-API-Key";

    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "Bearer ";

    private final OidcAuthenticationMechanism oidc;
    private final ApiKeyTokens apiKeyTokens;
    private final ApiKeyUses apiKeyUses;
    private final ClientAddress clientAddress;
    private final RememberedIdentities remembered =
            new RememberedIdentities(InstantSource.system(), Ticker.systemTicker());

    VerifiedTokens(
            OidcAuthenticationMechanism oidc,
            ApiKeyTokens apiKeyTokens,
            ApiKeyUses apiKeyUses,
            ClientAddress clientAddress) {
        this.oidc = oidc;
        this.apiKeyTokens = apiKeyTokens;
        this.apiKeyUses = apiKeyUses;
        this.clientAddress = clientAddress;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        HttpServerRequest request = context.request();
        String header = request.getHeader(AUTHORIZATION);
        if (header == null) {
            String key = request.getHeader(API_KEY_HEADER);
            return key == null ? oidc.authenticate(context, providers) : exchanged(key, context, providers);
        }
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return oidc.authenticate(context, providers);
        }
        String token = header.substring(BEARER.length());
        return ApiKey.isMeantBy(token) ? exchanged(token, context, providers) : verified(token, context, providers);
    }

    private Uni<SecurityIdentity> exchanged(String key, RoutingContext context, IdentityProviderManager providers) {
        HttpServerRequest request = context.request();
        String address = clientAddress.of(request);
        return ApiKey.parse(key)
                .map(form -> apiKeyTokens.tokenFor(form, address))
                .orElseGet(() -> Uni.createFrom().failure(ApiKeyRefusals::refused))
                .onFailure(HttpProblem.class)
                .transform(ApiKeyRefusals::failure)
                .chain(token -> {
                    apiKeyUses.count(token, address);
                    request.headers().remove(API_KEY_HEADER).set(AUTHORIZATION, BEARER + token.accessToken());
                    return verified(token.accessToken(), context, providers);
                });
    }

    private Uni<SecurityIdentity> verified(String token, RoutingContext context, IdentityProviderManager providers) {
        SecurityIdentity known = remembered.find(token);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return oidc.authenticate(context, providers)
                .onItem()
                .ifNotNull()
                .invoke(identity -> remembered.remember(token, identity));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return oidc.getChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return oidc.getCredentialTransport(context);
    }
}
