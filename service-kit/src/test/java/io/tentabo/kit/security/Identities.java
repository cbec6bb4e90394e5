package io.tentabo.kit.security;

import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

/** Identities as OIDC makes them of verified tokens. */
final class Identities {

    private Identities() {}

    static QuarkusSecurityIdentity.Builder verified(Instant expiresAt, String... permissions) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject(UUID.randomUUID().toString());
        claims.setExpirationTime(NumericDate.fromSeconds(expiresAt.getEpochSecond()));
        claims.setStringListClaim(CallerClaims.PERMISSIONS, List.of(permissions));
        TokenCredential credential = new TokenCredential("token", "bearer");
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new OidcJwtCallerPrincipal(claims, credential))
                .addCredential(credential);
    }
}
