package io.tentabo.kit.host.crypto;

import io.tentabo.kit.crypto.EncryptedColumn;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The host's encrypted column, declared as services declare theirs. */
@Singleton
class EncryptedSamples {

    static final EncryptedColumn COLUMN = new EncryptedColumn(
            """
            SELECT id, key_version, secret AS ciphertext
            FROM encrypted_samples
            WHERE key_version < $1
            LIMIT $2
            FOR UPDATE
            """, "UPDATE encrypted_samples SET key_version = $2, secret = $3 WHERE id = $1", id -> "sample:" + id);

    @Produces
    @Singleton
    static EncryptedColumn column() {
        return COLUMN;
    }
}
