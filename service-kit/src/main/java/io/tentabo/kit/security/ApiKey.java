package io.tentabo.kit.security;

import io.tentabo.kit.crypto.Base64Url;
import io.tentabo.kit.crypto.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * An API key as a client holds it: {@code tbk_}, eight letters and digits by which people tell keys apart, {@code _},
 * and base64url of the tenant's id, 32 secret bytes and a checksum.
 *
 * <p>By the fixed beginning and the checksum a scanner of published code recognises a leaked key without asking
 * anybody, and a service refuses a mistyped one likewise. The tenant's id lets the tenant's row security be set before
 * anything is looked up; it grants nothing.
 */
public final class ApiKey {

    /** How every key begins. */
    public static final String MARK = "tbk_";

    private static final int PREFIX_LENGTH = 8;
    private static final int SECRET_BYTES = 32;
    private static final int CHECKED_BYTES = Long.BYTES * 2 + SECRET_BYTES;
    private static final Pattern FORM = Pattern.compile("tbk_([0-9A-Za-z]{8})_([0-9A-Za-z_-]{70})");
    private static final int LENGTH = 83;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final UUID tenantId;
    private final String prefix;
    private final String text;

    private ApiKey(UUID tenantId, String prefix, String text) {
        this.tenantId = tenantId;
        this.prefix = prefix;
        this.text = text;
    }

    /**
     * Makes a new key.
     *
     * @param random a cryptographically strong one
     */
    public static ApiKey generate(UUID tenantId, RandomGenerator random) {
        StringBuilder prefix = new StringBuilder(PREFIX_LENGTH);
        for (int i = 0; i < PREFIX_LENGTH; i++) {
            prefix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        ByteBuffer bytes = ByteBuffer.allocate(CHECKED_BYTES + Integer.BYTES)
                .putLong(tenantId.getMostSignificantBits())
                .putLong(tenantId.getLeastSignificantBits())
                .put(secret);
        bytes.putInt(checksum(prefix.toString(), bytes.array()));
        String body = Base64Url.of(bytes.array());
        return new ApiKey(tenantId, prefix.toString(), MARK + prefix + "_" + body);
    }

    /** Whether a credential claims to be a key: the only thing that is asked about every access token. */
    public static boolean isMeantBy(String credential) {
        return credential.startsWith(MARK);
    }

    /** The key, or empty when the text cannot be one. */
    public static Optional<ApiKey> parse(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(parts.group(2)));
        UUID tenantId = new UUID(bytes.getLong(), bytes.getLong());
        return bytes.getInt(CHECKED_BYTES) == checksum(parts.group(1), bytes.array())
                ? Optional.of(new ApiKey(tenantId, parts.group(1), text))
                : Optional.empty();
    }

    public UUID tenantId() {
        return tenantId;
    }

    /** What is shown of a key once it cannot be shown any more, and by which it is looked up; unique in its tenant. */
    public String prefix() {
        return prefix;
    }

    /** The whole secret. */
    public String text() {
        return text;
    }

    /** What is stored. The secret has 256 random bits, so a plain digest suffices. */
    public byte[] hash() {
        return Sha256.of(text);
    }

    @Override
    public String toString() {
        return "ApiKey[" + MARK + prefix + "]";
    }

    private static int checksum(String prefix, byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(prefix.getBytes(StandardCharsets.US_ASCII));
        crc.update(bytes, 0, CHECKED_BYTES);
        return (int) crc.getValue();
    }
}
