package io.tentabo.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.InstantSource;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Remembers access tokens that Quarkus OIDC has verified, until they expire.
 *
 * <p>A client sends the same token many times in its few minutes of life; verifying its ES256 signature costs more than
 * the rest of authentication. Tokens are not revocable before they expire, so remembering them changes nothing else.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifiedTokens implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";
    private static final int MAX_TOKENS = 10_000;

    private final OidcAuthenticationMechanism oidc;
    private final InstantSource clock = InstantSource.system();
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(MAX_TOKENS).build();

    VerifiedTokens(OidcAuthenticationMechanism oidc) {
        this.oidc = oidc;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String token = bearerToken(context);
        if (token == null) {
            return oidc.authenticate(context, providers);
        }
        Verified known = verified.getIfPresent(token);
        if (known != null && clock.instant().getEpochSecond() < known.expiresAt()) {
            return Uni.createFrom().item(known.identity());
        }
        return oidc.authenticate(context, providers).invoke(identity -> remember(token, identity));
    }

    private void remember(String token, @Nullable SecurityIdentity identity) {
        if (identity != null
                && identity.getAttribute(CallerAugmentor.CALLER) != null
                && identity.getPrincipal() instanceof JsonWebToken claims) {
            verified.put(token, new Verified(identity, claims.getExpirationTime()));
        }
    }

    private static @Nullable String bearerToken(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length())
                : null;
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

    private record Verified(SecurityIdentity identity, long expiresAt) {}
}
