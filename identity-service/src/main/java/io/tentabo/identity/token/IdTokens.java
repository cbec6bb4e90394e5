package io.tentabo.identity.token;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.kit.security.CallerClaims;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Issues id tokens (OpenID Connect Core 1.0, section 2). */
@Singleton
public class IdTokens {

    private final SigningKeys keys;
    private final String issuer;
    private final Duration life;

    IdTokens(SigningKeys keys, @ConfigProperty(name = "tentabo.token.issuer") String issuer, IdentityConfig config) {
        this.keys = keys;
        this.issuer = issuer;
        this.life = config.session().accessTokenLife();
    }

    public String issue(IdToken token, IdToken.Person person) {
        JwtClaimsBuilder claims = Jwt.claims()
                .issuer(issuer)
                .audience(token.clientId())
                .subject(token.userId().toString())
                .expiresIn(life)
                .claim("auth_time", person.authTime())
                .claim(CallerClaims.TENANT_ID, token.tenantId().toString())
                .claim(CallerClaims.SESSION_ID, token.sessionId().toString());
        add(claims, "nonce", person.nonce());
        add(claims, "name", person.name());
        add(claims, "given_name", person.givenName());
        add(claims, "family_name", person.familyName());
        add(claims, "email", person.email());
        if (person.email() != null) {
            claims.claim("email_verified", person.isEmailVerified());
        }
        SigningKey key = keys.current();
        return claims.jws().keyId(key.kid()).algorithm(SignatureAlgorithm.ES256).sign(key.privateKey());
    }

    private static void add(JwtClaimsBuilder claims, String name, @Nullable String value) {
        if (value != null) {
            claims.claim(name, value);
        }
    }
}
