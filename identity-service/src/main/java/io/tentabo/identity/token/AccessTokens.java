package io.tentabo.identity.token;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.kit.security.CallerClaims;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Issues access tokens. Signing takes about a tenth of a millisecond, so it happens on the event loop. */
@Singleton
public class AccessTokens {

    static final String AUDIENCE = "tentabo";

    /** Claims of RFC 9068, in tokens that users granted to a client. */
    public static final String CLIENT_ID = "client_id";

    public static final String SCOPE = "scope";

    private final SigningKeys keys;
    private final String issuer;
    private final Duration life;

    AccessTokens(
            SigningKeys keys, @ConfigProperty(name = "tentabo.token.issuer") String issuer, IdentityConfig config) {
        this.keys = keys;
        this.issuer = issuer;
        this.life = config.session().accessTokenLife();
    }

    /**
     * Issues a token.
     *
     * @param sessionId the session that the token belongs to, or null for a client's own token
     * @param grant what the user granted to the client that gets it, or null where nobody stands between
     */
    public AccessToken issue(TokenSubject user, @Nullable UUID sessionId, @Nullable TokenGrant grant) {
        return issue(user, sessionId, grant, life);
    }

    /**
     * Issues a token that lives no longer than another.
     *
     * @param longest what is left of the other's life
     */
    public AccessToken issue(
            TokenSubject user, @Nullable UUID sessionId, @Nullable TokenGrant grant, Duration longest) {
        JwtClaimsBuilder claims = claims(user, grant);
        add(claims, CallerClaims.SESSION_ID, sessionId);
        return sign(claims, longest);
    }

    /**
     * Issues a token for an API key of the user's, worth what the key's scopes grant.
     *
     * @param longest what is left of the key's life
     */
    public AccessToken issueForApiKey(TokenSubject user, UUID keyId, TokenGrant grant, Duration longest) {
        JwtClaimsBuilder claims = claims(user, grant);
        add(claims, CallerClaims.API_KEY_ID, keyId);
        return sign(claims, longest);
    }

    private JwtClaimsBuilder claims(TokenSubject user, @Nullable TokenGrant grant) {
        TokenSubject subject = grant == null ? user : grant.limit(user);
        JwtClaimsBuilder claims = Jwt.claims()
                .issuer(issuer)
                .audience(AUDIENCE)
                .subject(subject.id().toString())
                .claim(CallerClaims.KIND, subject.kind())
                .claim(CallerClaims.ROLES, subject.roles())
                .claim(CallerClaims.PERMISSIONS, subject.permissions())
                .claim(CallerClaims.ROW_SCOPE, subject.rowScope().name());
        add(claims, CallerClaims.TENANT_ID, subject.tenantId());
        add(claims, CallerClaims.PARTNER_ID, subject.partnerId());
        add(claims, CallerClaims.DISTRIBUTOR_ID, subject.distributorId());
        add(claims, CallerClaims.CUSTOMER_ID, subject.customerId());
        if (grant != null) {
            claims.claim(CLIENT_ID, grant.clientId()).claim(SCOPE, grant.scope());
        }
        return claims;
    }

    private AccessToken sign(JwtClaimsBuilder claims, Duration longest) {
        Duration expiresIn = longest.compareTo(life) < 0 ? longest : life;
        SigningKey key = keys.current();
        String token = claims.expiresIn(expiresIn)
                .jws()
                .keyId(key.kid())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.privateKey());
        return new AccessToken(token, expiresIn.toSeconds());
    }

    private static void add(JwtClaimsBuilder claims, String name, @Nullable UUID value) {
        if (value != null) {
            claims.claim(name, value.toString());
        }
    }
}
