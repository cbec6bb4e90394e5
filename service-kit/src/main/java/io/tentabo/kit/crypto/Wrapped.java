package io.tentabo.kit.crypto;

/**
 * A secret under a master key; both parts are stored side by side.
 *
 * @param masterKeyId the id of the master key in the configuration
 * @param ciphertext nonce, ciphertext and tag of AES-256-GCM
 */
public record Wrapped(String masterKeyId, byte[] ciphertext) {}
