package io.tentabo.test;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;

/** Encrypted values in their stored form, made without the code under test. */
public final class Sealed {

    /** A master key that the service still reads, and makes nothing new with. */
    public static final String RETIRED_MASTER_KEY = "retired";

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private Sealed() {}

    /** Nonce, ciphertext and tag of AES-256-GCM. */
    public static byte[] seal(byte[] key, byte[] plaintext, String authenticated) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(authenticated.getBytes(StandardCharsets.UTF_8));
        byte[] stored = new byte[NONCE_BYTES + plaintext.length + TAG_BYTES];
        cipher.doFinal(plaintext, 0, plaintext.length, stored, NONCE_BYTES);
        return stored;
    }

    /** A master key of the service under test, by its id. */
    public static byte[] masterKey(String id) {
        String configured = ConfigProvider.getConfig().getValue("tentabo.crypto.master-keys", String.class);
        Map<String, String> keys = Stream.of(configured.split(",", -1))
                .map(entry -> entry.split(":", 2))
                .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1]));
        return Base64.getDecoder().decode(keys.get(id));
    }
}
