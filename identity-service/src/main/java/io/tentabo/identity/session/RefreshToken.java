package io.tentabo.identity.session;

import io.tentabo.kit.crypto.Base64Url;
import io.tentabo.kit.crypto.HmacSha256;
import io.tentabo.kit.crypto.Sha256;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * An opaque refresh token: base64url of tenant id, session id and 32 secret bytes. The ids let the tenant's row security
 * be set before anything is looked up; they grant nothing.
 */
record RefreshToken(UUID tenantId, UUID sessionId, byte[] secret) {

    private static final int ID_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    private static final int BYTES = 2 * ID_BYTES + SECRET_BYTES;
    private static final int MAX_TEXT = 128;

    static RefreshToken first(UUID tenantId, UUID sessionId, SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new RefreshToken(tenantId, sessionId, secret);
    }

    static Optional<RefreshToken> parse(String text) {
        if (text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != BYTES) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        UUID tenantId = new UUID(buffer.getLong(), buffer.getLong());
        UUID sessionId = new UUID(buffer.getLong(), buffer.getLong());
        byte[] secret = new byte[SECRET_BYTES];
        buffer.get(secret);
        return Optional.of(new RefreshToken(tenantId, sessionId, secret));
    }

    /**
     * The one token that follows this one. It is computed with a key of the service's, so that a client whose answer was
     * lost can be given the same successor again although only hashes are stored; without the key nobody can tell one
     * token from another.
     */
    RefreshToken successor(byte[] key) {
        return new RefreshToken(tenantId, sessionId, HmacSha256.of(key, bytes()));
    }

    /** What is stored. The secret has 256 random bits, so a plain digest suffices. */
    byte[] hash() {
        return Sha256.of(bytes());
    }

    String text() {
        return Base64Url.of(bytes());
    }

    @Override
    public String toString() {
        return "RefreshToken[session=" + sessionId + "]";
    }

    private byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(tenantId.getMostSignificantBits())
                .putLong(tenantId.getLeastSignificantBits())
                .putLong(sessionId.getMostSignificantBits())
                .putLong(sessionId.getLeastSignificantBits())
                .put(secret)
                .array();
    }
}
