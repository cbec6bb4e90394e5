package io.tentabo.identity.openid;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.tentabo.identity.provider.ProviderFailure;
import io.tentabo.identity.provider.ProviderFailure.Kind;

/**
 * Reads the keys that a provider publishes. A signature is checked on the event loop by as many of them as claim its key id,
 * so that a provider whose keys are too many or too slow is not asked: it would hold up everybody.
 */
final class ProviderKeys {

    /** Providers publish a handful, large ones a dozen. */
    private static final int MOST_KEYS = 32;

    private static final int MOST_MODULUS_BITS = 8192;
    /** Nearly all have 65537, of 17 bits. */
    private static final int MOST_EXPONENT_BITS = 64;

    private ProviderKeys() {}

    /** @throws ProviderFailure when the answer holds no keys that can be used */
    static JWKSet read(HTTPResponse answer) {
        JWKSet keys = parse(answer);
        if (keys.size() > MOST_KEYS || keys.getKeys().stream().anyMatch(ProviderKeys::isSlow)) {
            throw new ProviderFailure(Kind.UNREACHABLE, "Its keys are too many or too large.");
        }
        return keys;
    }

    private static JWKSet parse(HTTPResponse answer) {
        try {
            answer.ensureStatusCode(200);
            return JWKSet.parse(answer.getBody());
        } catch (ParseException | java.text.ParseException e) {
            throw new ProviderFailure(Kind.UNREACHABLE, "Its keys cannot be read.");
        }
    }

    private static boolean isSlow(JWK key) {
        return key instanceof RSAKey rsa
                && (rsa.getModulus().decodeToBigInteger().bitLength() > MOST_MODULUS_BITS
                        || rsa.getPublicExponent().decodeToBigInteger().bitLength() > MOST_EXPONENT_BITS);
    }
}
