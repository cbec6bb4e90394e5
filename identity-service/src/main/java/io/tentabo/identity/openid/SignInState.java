package io.tentabo.identity.openid;

import io.tentabo.kit.crypto.Base64Url;
import io.tentabo.kit.crypto.Sha256;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * What accompanies a person to the provider and back: base64url of the tenant's id and 32 secret bytes. The id lets the
 * tenant's row security be set before anything is looked up; it grants nothing.
 */
public record SignInState(UUID tenantId, byte[] secret) {

    private static final int ID_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    private static final int TEXT_LENGTH = 64;

    public static SignInState random(UUID tenantId, SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new SignInState(tenantId, secret);
    }

    public static Optional<SignInState> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            UUID tenantId = new UUID(buffer.getLong(), buffer.getLong());
            byte[] secret = new byte[SECRET_BYTES];
            buffer.get(secret);
            return Optional.of(new SignInState(tenantId, secret));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public String text() {
        return Base64Url.of(bytes());
    }

    /** What is stored. The secret has 256 random bits, so a plain digest suffices. */
    public byte[] hash() {
        return Sha256.of(bytes());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(ID_BYTES + SECRET_BYTES)
                .putLong(tenantId.getMostSignificantBits())
                .putLong(tenantId.getLeastSignificantBits())
                .put(secret)
                .array();
    }

    @Override
    public String toString() {
        return "SignInState[tenantId=" + tenantId + "]";
    }
}
