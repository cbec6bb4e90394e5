package io.tentabo.identity.token;

import io.tentabo.kit.security.CallerClaims;
import jakarta.inject.Singleton;
import java.security.Key;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/** Verifies what this issuer has signed, with the keys it holds and as every other service does. */
@Singleton
public class IssuedTokens {

    private static final int CLOCK_SKEW_SECONDS = 5;

    /** Older than any key is published. */
    private static final int ANY_AGE_SECONDS = 100 * 24 * 3600;

    private final SigningKeys keys;
    private final JwtConsumer accessTokens;
    private final JwtConsumer tokensOfAnyAge;

    IssuedTokens(SigningKeys keys, @ConfigProperty(name = "tentabo.token.issuer") String issuer) {
        this.keys = keys;
        this.accessTokens = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, SigningKey.ALGORITHM))
                .setVerificationKeyResolver((signature, nesting) -> key(signature))
                .setExpectedIssuer(issuer)
                .setExpectedAudience(AccessTokens.AUDIENCE)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .build();
        this.tokensOfAnyAge = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, SigningKey.ALGORITHM))
                .setVerificationKeyResolver((signature, nesting) -> key(signature))
                .setExpectedIssuer(issuer)
                .setSkipDefaultAudienceValidation()
                .setRequireSubject()
                .setAllowedClockSkewInSeconds(ANY_AGE_SECONDS)
                .build();
    }

    /** The access token, or empty when the text is none of this issuer's or its time is over. */
    public Optional<IssuedToken> accessToken(String text) {
        try {
            JwtClaims claims = claims(text);
            return Optional.of(new IssuedToken(
                    UUID.fromString(claims.getSubject()),
                    id(claims, CallerClaims.TENANT_ID),
                    id(claims, CallerClaims.SESSION_ID),
                    grant(claims),
                    Instant.ofEpochSecond(claims.getIssuedAt().getValue()),
                    Instant.ofEpochSecond(claims.getExpirationTime().getValue())));
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    /** The id token, expired or not: so that one can be a hint at sign-out. Empty when it is none of this issuer's. */
    public Optional<IdToken> idToken(String text) {
        try {
            JwtClaims claims = tokensOfAnyAge.processToClaims(text);
            UUID tenantId = id(claims, CallerClaims.TENANT_ID);
            UUID sessionId = id(claims, CallerClaims.SESSION_ID);
            return tenantId == null || sessionId == null || claims.getAudience().size() != 1
                    ? Optional.empty()
                    : Optional.of(new IdToken(
                            claims.getAudience().getFirst(),
                            tenantId,
                            sessionId,
                            UUID.fromString(claims.getSubject())));
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    /** The API key that the access token was issued for, also once the token has expired. Empty when there is none. */
    public Optional<TokenKey> apiKey(String text) {
        try {
            JwtClaims claims = tokensOfAnyAge.processToClaims(text);
            UUID tenantId = id(claims, CallerClaims.TENANT_ID);
            UUID keyId = id(claims, CallerClaims.API_KEY_ID);
            return tenantId == null || keyId == null || !claims.getAudience().equals(List.of(AccessTokens.AUDIENCE))
                    ? Optional.empty()
                    : Optional.of(new TokenKey(tenantId, keyId));
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    JwtClaims claims(String accessToken) throws InvalidJwtException {
        return accessTokens.processToClaims(accessToken);
    }

    private Key key(JsonWebStructure signature) throws UnresolvableKeyException {
        PublicKey key = keys.verifying(signature.getKeyIdHeaderValue());
        if (key == null) {
            throw new UnresolvableKeyException("The token names no key of this issuer");
        }
        return key;
    }

    private static @Nullable TokenGrant grant(JwtClaims claims) throws MalformedClaimException {
        String client = claims.getStringClaimValue(AccessTokens.CLIENT_ID);
        String scope = claims.getStringClaimValue(AccessTokens.SCOPE);
        return client == null || scope == null
                ? null
                : new TokenGrant(client, List.of(scope.strip().split(" ", -1)));
    }

    private static @Nullable UUID id(JwtClaims claims, String name) throws MalformedClaimException {
        String text = claims.getStringClaimValue(name);
        return text == null ? null : UUID.fromString(text);
    }
}
