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
import java.security.Key;
import java.security.PublicKey;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Verifies access tokens with the keys that this service holds, ahead of Quarkus OIDC's provider, which would fetch them
 * over HTTP from this very process. The same checks as in every other service: ES256, issuer, audience, expiry.
 */
@Singleton
class OwnTokens implements IdentityProvider<TokenAuthenticationRequest> {

    private static final Logger LOG = Logger.getLogger(OwnTokens.class);
    private static final int CLOCK_SKEW_SECONDS = 5;

    /** The default of every provider is 1001. */
    private static final int AHEAD_OF_OIDC = SYSTEM_FIRST + 100;

    private final SigningKeys keys;
    private final JwtConsumer consumer;

    OwnTokens(SigningKeys keys, @ConfigProperty(name = "tentabo.token.issuer") String issuer) {
        this.keys = keys;
        this.consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, SigningKey.ALGORITHM))
                .setVerificationKeyResolver((signature, nesting) -> key(signature))
                .setExpectedIssuer(issuer)
                .setExpectedAudience(AccessTokens.AUDIENCE)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .build();
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
            var claims = consumer.processToClaims(request.getToken().getToken());
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(new OidcJwtCallerPrincipal(claims, request.getToken()))
                    .addCredential(request.getToken())
                    .build();
        } catch (InvalidJwtException e) {
            LOG.debugf("A token is refused: %s", e.getErrorDetails());
            throw new AuthenticationFailedException(e);
        }
    }

    private Key key(JsonWebStructure signature) throws UnresolvableKeyException {
        PublicKey key = keys.verifying(signature.getKeyIdHeaderValue());
        if (key == null) {
            throw new UnresolvableKeyException("The token names no key of this issuer");
        }
        return key;
    }
}
