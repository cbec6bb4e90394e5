package io.tentabo.sync.connection;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.crypto.Encrypted;
import io.tentabo.kit.crypto.EncryptedColumn;
import io.tentabo.kit.crypto.TenantCrypto;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Credentials under the tenant's own key. */
@ApplicationScoped
class CredentialVault {

    private static final String STORE = """
            INSERT INTO provider_credentials (id, tenant_id, connection_id, kind, payload, key_version)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (tenant_id, connection_id) DO UPDATE
            SET kind = excluded.kind, payload = excluded.payload, key_version = excluded.key_version, status = 'ACTIVE',
                updated_at = now()
            """;
    private static final String LOAD = """
            SELECT payload, key_version
            FROM provider_credentials
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1
            """;

    private static final String UNDER_OLDER_KEYS = """
            SELECT connection_id AS id, key_version, payload AS ciphertext
            FROM provider_credentials
            WHERE tenant_id = (SELECT current_tenant()) AND key_version < $1
            LIMIT $2
            FOR UPDATE
            """;
    private static final String REENCRYPTED = """
            UPDATE provider_credentials
            SET key_version = $2, payload = $3
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1
            """;

    private final TenantCrypto crypto;

    CredentialVault(TenantCrypto crypto) {
        this.crypto = crypto;
    }

    @Produces
    @Singleton
    static EncryptedColumn credentials() {
        return new EncryptedColumn(UNDER_OLDER_KEYS, REENCRYPTED, CredentialVault::context);
    }

    Uni<Void> store(Transaction tx, UUID connectionId, Credentials credentials) {
        byte[] secret = credentials.apiKey().getBytes(StandardCharsets.UTF_8);
        return crypto.encrypt(tx, secret, context(connectionId))
                .chain(encrypted -> tx.update(
                        STORE,
                        Tuple.of(
                                Ids.next(),
                                tx.caller().requireTenantId(),
                                connectionId,
                                credentials.kind().name(),
                                io.vertx.core.buffer.Buffer.buffer(encrypted.ciphertext()),
                                encrypted.keyVersion())))
                .replaceWithVoid();
    }

    Uni<String> apiKey(Transaction tx, UUID connectionId) {
        return tx.query(LOAD, Tuple.of(connectionId)).chain(rows -> {
            var row = rows.iterator().next();
            Buffer payload = row.getBuffer("payload");
            return crypto.decrypt(
                            tx, new Encrypted(row.getInteger("key_version"), payload.getBytes()), context(connectionId))
                    .map(secret -> new String(secret, StandardCharsets.UTF_8));
        });
    }

    private static String context(UUID connectionId) {
        return "connection.credentials:" + connectionId;
    }
}
