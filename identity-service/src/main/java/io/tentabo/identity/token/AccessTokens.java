package io.tentabo.identity.token;

import io.tentabo.identity.IdentityConfig;
import io.tentabo.kit.security.CallerClaims;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/** Issues access tokens, on the event loop, since that takes so little time. */
@Singleton
public class AccessTokens {

    static final String AUDIENCE = "tentabo";

    /** Claims of RFC 9068, in tokens that users granted to a client. */
    public static final String CLIENT_ID = "client_id";

    public static final String SCOPE = "scope";

    private final SignedClaims signed;
    private final Duration life;

    AccessTokens(SignedClaims signed, IdentityConfig config) {
        this.signed = signed;
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
        Duration expiresIn = shorter(longest);
        JwtClaims claims = claims(user, grant, expiresIn);
        add(claims, CallerClaims.SESSION_ID, sessionId);
        return new AccessToken(signed.sign(claims), expiresIn.toSeconds());
    }

    /**
     * Issues a token for an API key of the user's, worth what the key's scopes grant.
     *
     * @param longest what is left of the key's life
     */
    public AccessToken issueForApiKey(TokenSubject user, UUID keyId, TokenGrant grant, Duration longest) {
        Duration expiresIn = shorter(longest);
        JwtClaims claims = claims(user, grant, expiresIn);
        add(claims, CallerClaims.API_KEY_ID, keyId);
        return new AccessToken(signed.sign(claims), expiresIn.toSeconds());
    }

    private Duration shorter(Duration longest) {
        return longest.compareTo(life) < 0 ? longest : life;
    }

    private JwtClaims claims(TokenSubject user, @Nullable TokenGrant grant, Duration expiresIn) {
        TokenSubject subject = grant == null ? user : grant.limit(user);
        JwtClaims claims = signed.issued(AUDIENCE, subject.id(), expiresIn);
        claims.setStringClaim(CallerClaims.KIND, subject.kind());
        claims.setStringListClaim(CallerClaims.ROLES, subject.roles());
        claims.setStringListClaim(CallerClaims.PERMISSIONS, subject.permissions());
        claims.setStringClaim(CallerClaims.ROW_SCOPE, subject.rowScope().name());
        add(claims, CallerClaims.TENANT_ID, subject.tenantId());
        add(claims, CallerClaims.PARTNER_ID, subject.partnerId());
        add(claims, CallerClaims.DISTRIBUTOR_ID, subject.distributorId());
        add(claims, CallerClaims.CUSTOMER_ID, subject.customerId());
        if (grant != null) {
            claims.setStringClaim(CLIENT_ID, grant.clientId());
            claims.setStringClaim(SCOPE, grant.scope());
        }
        return claims;
    }

    private static void add(JwtClaims claims, String name, @Nullable UUID value) {
        if (value != null) {
            claims.setStringClaim(name, value.toString());
        }
    }
}
