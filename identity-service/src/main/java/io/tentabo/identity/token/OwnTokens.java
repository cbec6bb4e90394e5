package io.tentabo.identity.token;

import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Verifies access tokens with the keys that this service holds, ahead of Quarkus OIDC's provider, which would fetch them
 * over HTTP from this very process. The same checks as in every other service: ES256, issuer, audience, expiry.
 */
@Singleton
class OwnTokens implements IdentityProvider<TokenAuthenticationRequest> {

    private static final Logger LOG = Logger.getLogger(OwnTokens.class);

    /** The default of every provider is 1001. */
    private static final int AHEAD_OF_OIDC = SYSTEM_FIRST + 100;

    private final IssuedTokens issued;

    OwnTokens(IssuedTokens issued) {
        this.issued = issued;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public int priority() {
        return AHEAD_OF_OIDC;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        return Uni.createFrom().item(() -> verify(request));
    }

    private SecurityIdentity verify(TokenAuthenticationRequest request) {
        try {
            var claims = issued.claims(request.getToken().getToken());
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(new OidcJwtCallerPrincipal(claims, request.getToken()))
                    .addCredential(request.getToken())
                    .build();
        } catch (InvalidJwtException e) {
            LOG.debugf("A token is refused: %s", e.getErrorDetails());
            throw new AuthenticationFailedException(e);
        }
    }
}
