package io.tentabo.kit.crypto;

/**
 * A value under a tenant's data key; both parts are stored side by side.
 *
 * @param keyVersion the version of the tenant's data key
 * @param ciphertext nonce, ciphertext and tag of AES-256-GCM
 */
public record Encrypted(int keyVersion, byte[] ciphertext) {}
