package io.tentabo.identity.token;

import io.tentabo.identity.IdentityConfig;
import io.tentabo.kit.security.CallerClaims;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/** Issues id tokens (OpenID Connect Core 1.0, section 2). */
@Singleton
public class IdTokens {

    private final SignedClaims signed;
    private final Duration life;

    IdTokens(SignedClaims signed, IdentityConfig config) {
        this.signed = signed;
        this.life = config.session().accessTokenLife();
    }

    public String issue(IdToken token, IdToken.Person person) {
        JwtClaims claims = signed.issued(token.clientId(), token.userId(), life);
        claims.setClaim("auth_time", person.authTime());
        claims.setStringClaim(CallerClaims.TENANT_ID, token.tenantId().toString());
        claims.setStringClaim(CallerClaims.SESSION_ID, token.sessionId().toString());
        add(claims, "nonce", person.nonce());
        add(claims, "name", person.name());
        add(claims, "given_name", person.givenName());
        add(claims, "family_name", person.familyName());
        add(claims, "email", person.email());
        if (person.email() != null) {
            claims.setClaim("email_verified", person.isEmailVerified());
        }
        return signed.sign(claims);
    }

    private static void add(JwtClaims claims, String name, @Nullable String value) {
        if (value != null) {
            claims.setStringClaim(name, value);
        }
    }
}
