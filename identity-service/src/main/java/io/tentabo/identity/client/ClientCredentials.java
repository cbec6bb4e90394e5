package io.tentabo.identity.client;

import io.tentabo.kit.crypto.Sha256;

/** What a client proves itself with. */
public record ClientCredentials(String clientId, String secret) {

    byte[] secretHash() {
        return hash(secret);
    }

    /** SHA-256; secrets made here are 256 random bits, which no dictionary holds. */
    static byte[] hash(String secret) {
        return Sha256.of(secret);
    }

    @Override
    public String toString() {
        return "ClientCredentials[clientId=" + clientId + "]";
    }
}
