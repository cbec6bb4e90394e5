package io.tentabo.identity.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.tentabo.identity.provider.ExternalPerson;
import io.tentabo.identity.provider.OidcConfiguration;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validates ID tokens (OpenID Connect Core 1.0, section 3.1.3.7) and reads who they are about. */
@Singleton
class IdTokenCheck {

    /** By the provider's own keys; a secret that both sides share would not tell who has signed. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int MAX_SUBJECT = 255;

    /**
     * The person that a genuine ID token is about.
     *
     * @param nonce that the token must repeat; null when it was asked for by somebody else
     * @throws OpenIdRefusal when the token is not good
     */
    ExternalPerson person(OidcConfiguration configuration, JWKSet keys, String idToken, @Nullable Nonce nonce) {
        try {
            SignedJWT token = SignedJWT.parse(idToken);
            JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
            if (!ALGORITHMS.contains(algorithm)) {
                throw new OpenIdRefusal("INVALID_ID_TOKEN", "The ID token is signed by " + algorithm + ".");
            }
            IDTokenClaimsSet claims = new IDTokenValidator(
                            new Issuer(configuration.issuer()), new ClientID(configuration.clientId()), algorithm, keys)
                    .validate(token, nonce);
            requireAuthorizedParty(configuration, claims);
            return person(configuration, claims);
        } catch (ParseException | BadJOSEException | JOSEException e) {
            throw new OpenIdRefusal("INVALID_ID_TOKEN", String.valueOf(e.getMessage()));
        }
    }

    /** Rules 3 to 5 of the section, which the library leaves to its user: the token was made for this client. */
    private static void requireAuthorizedParty(OidcConfiguration configuration, IDTokenClaimsSet claims) {
        String party = claims.getStringClaim("azp");
        boolean isOurs = party == null ? claims.getAudience().size() == 1 : party.equals(configuration.clientId());
        if (!isOurs) {
            throw new OpenIdRefusal("INVALID_ID_TOKEN", "The ID token was made for another client.");
        }
    }

    private static ExternalPerson person(OidcConfiguration configuration, IDTokenClaimsSet claims) {
        String subject = claims.getSubject().getValue();
        if (subject.length() > MAX_SUBJECT) {
            throw new OpenIdRefusal("INVALID_ID_TOKEN", "The subject is too long.");
        }
        String email = email(configuration, claims);
        String name = claims.getStringClaim("preferred_username");
        return new ExternalPerson(
                qualified(configuration, subject),
                name != null ? name : email != null ? email : subject,
                email,
                claims.getStringClaim("given_name"),
                claims.getStringClaim("family_name"));
    }

    /** A subject is unique at its issuer only (OpenID Connect Core 1.0, section 5.7): at another it is somebody else. */
    private static String qualified(OidcConfiguration configuration, String subject) {
        return configuration.issuer() + "#" + subject;
    }

    private static @Nullable String email(OidcConfiguration configuration, IDTokenClaimsSet claims) {
        String email = claims.getStringClaim("email");
        Object verified = claims.getClaim("email_verified");
        boolean counts = verified == null ? configuration.trustEmail() : "true".equals(verified.toString());
        return counts ? email : null;
    }
}
