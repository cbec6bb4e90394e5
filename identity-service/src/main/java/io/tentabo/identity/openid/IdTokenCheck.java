package io.tentabo.identity.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.provider.ExternalPerson;
import io.tentabo.identity.provider.OidcConfiguration;
import io.tentabo.kit.crypto.Sha256;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
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
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final Duration maxAge;
    private final InstantSource clock;

    IdTokenCheck(IdentityConfig config, InstantSource clock) {
        this.maxAge = config.providers().idTokenAge();
        this.clock = clock;
    }

    /**
     * The person that a genuine ID token is about.
     *
     * @param nonce that the token must repeat
     * @throws OpenIdRefusal when the token is not good
     */
    ExternalPerson person(OidcConfiguration configuration, JWKSet keys, String idToken, Nonce nonce) {
        return person(configuration, claims(configuration, keys, signed(idToken), nonce));
    }

    /**
     * Refuses an ID token that somebody else has asked for, as far as can be told without the provider's keys.
     *
     * @throws OpenIdRefusal when it is not the provider's, not for this client, or not of these minutes
     */
    void requirePlausible(OidcConfiguration configuration, String idToken) {
        try {
            JWTClaimsSet claims = signed(idToken).getJWTClaimsSet();
            if (!configuration.issuer().equals(claims.getIssuer())
                    || !claims.getAudience().contains(configuration.clientId())) {
                throw new OpenIdRefusal("INVALID_ID_TOKEN", "The ID token is another provider's or another client's.");
            }
            requireFresh(claims.getIssueTime());
        } catch (ParseException e) {
            throw malformed(e);
        }
    }

    /**
     * Whom a genuine ID token vouches for that somebody else has asked for, so that its nonce tells nothing.
     *
     * @throws OpenIdRefusal when the token is not good
     */
    PresentedIdToken presented(OidcConfiguration configuration, JWKSet keys, String idToken) {
        SignedJWT token = signed(idToken);
        IDTokenClaimsSet claims = claims(configuration, keys, token, null);
        Instant latest = requireFresh(claims.getIssueTime());
        return new PresentedIdToken(person(configuration, claims), Sha256.of(token.getSigningInput()), latest);
    }

    private static SignedJWT signed(String idToken) {
        try {
            return SignedJWT.parse(idToken);
        } catch (ParseException e) {
            throw malformed(e);
        }
    }

    private static OpenIdRefusal malformed(ParseException failure) {
        return new OpenIdRefusal("INVALID_ID_TOKEN", String.valueOf(failure.getMessage()));
    }

    private static IDTokenClaimsSet claims(
            OidcConfiguration configuration, JWKSet keys, SignedJWT token, @Nullable Nonce nonce) {
        try {
            JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
            if (!ALGORITHMS.contains(algorithm)) {
                throw new OpenIdRefusal("INVALID_ID_TOKEN", "The ID token is signed by " + algorithm + ".");
            }
            IDTokenClaimsSet claims = new IDTokenValidator(
                            new Issuer(configuration.issuer()), new ClientID(configuration.clientId()), algorithm, keys)
                    .validate(token, nonce);
            requireAuthorizedParty(configuration, claims);
            return claims;
        } catch (BadJOSEException | JOSEException e) {
            throw new OpenIdRefusal("INVALID_ID_TOKEN", String.valueOf(e.getMessage()));
        }
    }

    /** Until when a token that was issued then is young enough. */
    private Instant requireFresh(@Nullable Date issuedAt) {
        Instant now = clock.instant();
        if (issuedAt == null || issuedAt.toInstant().minus(CLOCK_SKEW).isAfter(now)) {
            throw new OpenIdRefusal("INVALID_ID_TOKEN", "The ID token does not say when it was issued.");
        }
        Instant latest = issuedAt.toInstant().plus(maxAge).plus(CLOCK_SKEW);
        if (latest.isBefore(now)) {
            throw new OpenIdRefusal("OLD_ID_TOKEN", "The ID token was issued too long ago.");
        }
        return latest;
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
