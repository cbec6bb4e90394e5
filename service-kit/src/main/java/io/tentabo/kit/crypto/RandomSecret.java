package io.tentabo.kit.crypto;

import java.security.SecureRandom;

/** Secrets that nobody can guess, as text that needs no escaping anywhere. */
public final class RandomSecret {

    private RandomSecret() {}

    /** Random bytes in base64url without padding (RFC 4648, section 5). */
    public static String base64Url(SecureRandom random, int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return Base64Url.of(secret);
    }
}
