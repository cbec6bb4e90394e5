package io.tentabo.identity.authorization;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** An authorization code: 256 random bits. Only its digest is stored, which suffices for a secret of that length. */
record AuthorizationCode(String text) {

    private static final int BYTES = 32;

    static AuthorizationCode random(SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new AuthorizationCode(base64Url(secret));
    }

    byte[] hash() {
        return sha256(text);
    }

    /** Whether a verifier is what a challenge was made from, by the method S256 (RFC 7636, section 4.6). */
    static boolean verifies(String verifier, String challenge) {
        return MessageDigest.isEqual(
                base64Url(sha256(verifier)).getBytes(StandardCharsets.US_ASCII),
                challenge.getBytes(StandardCharsets.US_ASCII));
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "AuthorizationCode[…]";
    }
}
