package io.tentabo.kit.crypto;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The master keys of the configuration. They wrap data keys and global secrets, and derive keys for other purposes. */
@Startup
@Singleton
public class MasterKeys {

    private static final Pattern ENTRY = Pattern.compile("([A-Za-z0-9._-]{1,64}):(.+)");

    private final String currentId;
    private final Map<String, SecretKey> keys;
    private final SecureRandom random = new SecureRandom();

    MasterKeys(CryptoConfig config) {
        keys = parse(config.masterKeys().orElse(""));
        currentId = keys.keySet().iterator().next();
    }

    /** The id of the key that wraps now. */
    public String currentId() {
        return currentId;
    }

    /** Encrypts a secret under the current master key. The context names its place and is needed to unwrap it. */
    public Wrapped wrap(byte[] secret, String context) {
        return new Wrapped(currentId, AesGcm.encrypt(key(currentId), secret, authenticated(context), random));
    }

    /**
     * Decrypts a secret that {@link #wrap} encrypted.
     *
     * @throws DecryptionException when it was altered, the context differs or its master key is not configured
     */
    public byte[] unwrap(Wrapped wrapped, String context) {
        return AesGcm.decrypt(key(wrapped.masterKeyId()), wrapped.ciphertext(), authenticated(context));
    }

    /**
     * The same secret under the current master key.
     *
     * @throws DecryptionException as {@link #unwrap}
     */
    public Wrapped rewrap(Wrapped wrapped, String context) {
        byte[] secret = unwrap(wrapped, context);
        try {
            return wrap(secret, context);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /**
     * A key of 32 bytes for one purpose: HKDF-SHA-256 (RFC 5869) of the current master key. It changes with the current
     * master key, so it suits what may lapse then, such as signatures of cursors.
     */
    public byte[] derive(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(key(currentId))
                            .addSalt("tentabo".getBytes(StandardCharsets.UTF_8))
                            .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), AesGcm.KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 is not available", e);
        }
    }

    private SecretKey key(String id) {
        SecretKey key = keys.get(id);
        if (key == null) {
            throw new DecryptionException("The master key '" + id + "' is not configured", null);
        }
        return key;
    }

    private static byte[] authenticated(String context) {
        return ("tentabo:wrapped:" + context).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, SecretKey> parse(String configured) {
        Map<String, SecretKey> parsed = new LinkedHashMap<>();
        if (configured.isBlank()) {
            throw malformed("is not set");
        }
        int position = 0;
        for (String entry : configured.split(",", -1)) {
            position++;
            Matcher matcher = ENTRY.matcher(entry.strip());
            if (!matcher.matches()) {
                throw malformed("has no id:key at position " + position);
            }
            if (parsed.putIfAbsent(matcher.group(1), decode(matcher.group(2), position)) != null) {
                throw malformed("names the id '" + matcher.group(1) + "' twice");
            }
        }
        return parsed;
    }

    private static SecretKey decode(String base64, int position) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // The cause quotes characters of the key, so it is not passed on.
            throw malformed("holds no valid base64 at position " + position);
        }
        try {
            if (bytes.length != AesGcm.KEY_BYTES) {
                throw malformed("holds a key of other than 32 bytes at position " + position);
            }
            return new SecretKeySpec(bytes, "AES");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static IllegalStateException malformed(String what) {
        return new IllegalStateException("TENTABO_MASTER_KEYS (tentabo.crypto.master-keys) " + what
                + ": expected id:base64-of-32-bytes, comma-separated, the current key first");
    }
}
