package io.tentabo.identity.privacy;

import io.tentabo.kit.crypto.HmacSha256;
import io.tentabo.kit.crypto.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request is about.
 *
 * @param userIds the seats that have or had the address, or the user that was named
 * @param email lower-cased; null only of a user without one
 * @param isUser whether one of the seats is not removed
 */
record Person(List<UUID> userIds, @Nullable String email, boolean isUser) {

    private static final int SALT_BYTES = 16;

    Person {
        userIds = List.copyOf(userIds);
    }

    /** The address as the services look for it: who reads this cannot tell it, who has it recognises it. */
    record Sought(@Nullable String salt, @Nullable String digest) {}

    Sought sought(SecureRandom random) {
        if (email == null) {
            return new Sought(null, null);
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] address = email.getBytes(StandardCharsets.UTF_8);
        byte[] digest = Sha256.of(ByteBuffer.allocate(salt.length + address.length)
                .put(salt)
                .put(address)
                .array());
        return new Sought(HexFormat.of().formatHex(salt), HexFormat.of().formatHex(digest));
    }

    /** The same for every request about the person in a tenant, and nothing to who lacks the key. */
    byte[] key(byte[] secret, UUID tenantId) {
        String who = email == null ? userIds.getFirst().toString() : email;
        return HmacSha256.of(
                secret, tenantId.toString().getBytes(StandardCharsets.UTF_8), who.getBytes(StandardCharsets.UTF_8));
    }
}
