package io.tentabo.identity.authorization;

import io.tentabo.kit.crypto.Base64Url;
import io.tentabo.kit.crypto.RandomSecret;
import io.tentabo.kit.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** An authorization code: 256 random bits. Only its digest is stored, which suffices for a secret of that length. */
record AuthorizationCode(String text) {

    private static final int BYTES = 32;

    static AuthorizationCode random(SecureRandom random) {
        return new AuthorizationCode(RandomSecret.base64Url(random, BYTES));
    }

    byte[] hash() {
        return Sha256.of(text);
    }

    /** Whether a verifier is what a challenge was made from, by the method S256 (RFC 7636, section 4.6). */
    static boolean verifies(String verifier, String challenge) {
        return MessageDigest.isEqual(
                Base64Url.of(Sha256.of(verifier)).getBytes(StandardCharsets.US_ASCII),
                challenge.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return "AuthorizationCode[…]";
    }
}
