package io.tentabo.identity.onetime;

import io.tentabo.kit.crypto.Base64Url;
import io.tentabo.kit.crypto.Sha256;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A one-time token: base64url of the tenant's id and 32 secret bytes. The id lets the tenant's row security be set before
 * anything is looked up; it grants nothing.
 */
public record OneTimeToken(UUID tenantId, byte[] secret) {

    private static final int SECRET_BYTES = 32;
    private static final int BYTES = 2 * Long.BYTES + SECRET_BYTES;
    private static final int TEXT_LENGTH = 64;

    static OneTimeToken random(UUID tenantId, SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new OneTimeToken(tenantId, secret);
    }

    static Optional<OneTimeToken> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            UUID tenantId = new UUID(bytes.getLong(), bytes.getLong());
            byte[] secret = new byte[SECRET_BYTES];
            bytes.get(secret);
            return Optional.of(new OneTimeToken(tenantId, secret));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What is stored. The secret has 256 random bits, so a plain digest suffices. */
    byte[] hash() {
        return Sha256.of(bytes());
    }

    /** What the mail carries. */
    public String text() {
        return Base64Url.of(bytes());
    }

    @Override
    public String toString() {
        return "OneTimeToken[tenant=" + tenantId + "]";
    }

    private byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(tenantId.getMostSignificantBits())
                .putLong(tenantId.getLeastSignificantBits())
                .put(secret)
                .array();
    }
}
