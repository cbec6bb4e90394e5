package io.tentabo.kit.crypto;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts values under the data key of the caller's tenant (AES-256-GCM). A value cannot be read in another tenant, in
 * another context or under another key version than the one it was encrypted for.
 *
 * <p>The tenant's first encryption makes its data key. Unwrapped keys stay in memory for a minute, so {@link #rotate}
 * takes that long to reach every replica; both versions decrypt meanwhile.
 */
@Singleton
public class TenantCrypto {

    private static final String CURRENT = """
            SELECT version, wrapped_key, master_key_id,
                   coalesce(xmin = pg_current_xact_id_if_assigned()::xid, false) AS uncommitted
            FROM tenant_keys
            WHERE tenant_id = $1
            ORDER BY version DESC
            LIMIT 1
            """;
    private static final String OF_VERSION = """
            SELECT version, wrapped_key, master_key_id,
                   coalesce(xmin = pg_current_xact_id_if_assigned()::xid, false) AS uncommitted
            FROM tenant_keys
            WHERE tenant_id = $1 AND version = $2
            """;
    // Of two transactions that insert the same version at once, the second waits for the first and then does nothing.
    private static final String INSERT = """
            INSERT INTO tenant_keys (tenant_id, version, wrapped_key, master_key_id)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """;

    private final MasterKeys masterKeys;
    private final DataKeyCache cache = new DataKeyCache();
    private final SecureRandom random = new SecureRandom();

    TenantCrypto(MasterKeys masterKeys) {
        this.masterKeys = masterKeys;
    }

    /**
     * Encrypts under the tenant's current data key, which the first call of a tenant makes in a writing transaction.
     *
     * @param context names the value's place, e.g. {@code connection.credentials:<id>}; needed to decrypt it
     */
    public Uni<Encrypted> encrypt(Transaction tx, byte[] plaintext, String context) {
        UUID tenantId = tx.caller().requireTenantId();
        return currentKey(tx, tenantId)
                .map(key -> new Encrypted(
                        key.version(),
                        AesGcm.encrypt(
                                key.secret(), plaintext, authenticated(tenantId, key.version(), context), random)));
    }

    /**
     * Decrypts what {@link #encrypt} made for the same tenant and context. Fails with {@link DecryptionException} when
     * the value was altered or comes from elsewhere.
     */
    public Uni<byte[]> decrypt(Transaction tx, Encrypted encrypted, String context) {
        UUID tenantId = tx.caller().requireTenantId();
        return key(tx, tenantId, encrypted.keyVersion())
                .map(key -> AesGcm.decrypt(
                        key.secret(), encrypted.ciphertext(), authenticated(tenantId, key.version(), context)));
    }

    /** Makes a new data key, under which the tenant's values are encrypted from now on, and answers its version. */
    public Uni<Integer> rotate(Transaction tx) {
        UUID tenantId = tx.caller().requireTenantId();
        tx.afterCommit(() -> cache.forgetCurrent(tenantId));
        return tx.query(CURRENT, Tuple.of(tenantId))
                .chain(rows -> insert(tx, tenantId, rows.size() == 0 ? 1 : version(rows) + 1))
                .chain(() -> tx.query(CURRENT, Tuple.of(tenantId)))
                .map(TenantCrypto::version);
    }

    /** The version that encrypts now, as the database knows it; makes the first one if there is none. */
    Uni<Integer> currentVersion(Transaction tx) {
        UUID tenantId = tx.caller().requireTenantId();
        cache.forgetCurrent(tenantId);
        return currentKey(tx, tenantId).map(DataKey::version);
    }

    /** Where a wrapped data key belongs: part of what its wrapping authenticates. */
    static String wrappingContext(UUID tenantId, int version) {
        return "data-key:" + tenantId + ":" + version;
    }

    private Uni<DataKey> currentKey(Transaction tx, UUID tenantId) {
        DataKey cached = cache.current(tenantId);
        if (cached != null) {
            return Uni.createFrom().item(cached);
        }
        return tx.query(CURRENT, Tuple.of(tenantId))
                .chain(rows -> rows.size() > 0
                        ? Uni.createFrom().item(rows)
                        : insert(tx, tenantId, 1).chain(() -> tx.query(CURRENT, Tuple.of(tenantId))))
                .map(rows -> unwrap(tenantId, rows, true));
    }

    private Uni<DataKey> key(Transaction tx, UUID tenantId, int version) {
        DataKey cached = cache.get(tenantId, version);
        if (cached != null) {
            return Uni.createFrom().item(cached);
        }
        return tx.query(OF_VERSION, Tuple.of(tenantId, version)).map(rows -> {
            if (rows.size() == 0) {
                throw new DecryptionException("The tenant has no data key of version " + version, null);
            }
            return unwrap(tenantId, rows, false);
        });
    }

    private Uni<Integer> insert(Transaction tx, UUID tenantId, int version) {
        byte[] secret = new byte[AesGcm.KEY_BYTES];
        random.nextBytes(secret);
        Wrapped wrapped = masterKeys.wrap(secret, wrappingContext(tenantId, version));
        Arrays.fill(secret, (byte) 0);
        return tx.update(
                INSERT, Tuple.of(tenantId, version, Buffer.buffer(wrapped.ciphertext()), wrapped.masterKeyId()));
    }

    private DataKey unwrap(UUID tenantId, RowSet<Row> rows, boolean current) {
        Row row = rows.iterator().next();
        int version = row.getInteger("version");
        Wrapped wrapped = new Wrapped(
                row.getString("master_key_id"), row.getBuffer("wrapped_key").getBytes());
        byte[] secret = masterKeys.unwrap(wrapped, wrappingContext(tenantId, version));
        DataKey key = new DataKey(version, new SecretKeySpec(secret, "AES"));
        Arrays.fill(secret, (byte) 0);
        // A key of the present transaction may yet be rolled back: nobody else may encrypt under it before.
        if (!row.getBoolean("uncommitted")) {
            cache.put(tenantId, key, current);
        }
        return key;
    }

    private static int version(RowSet<Row> rows) {
        return rows.iterator().next().getInteger("version");
    }

    private static byte[] authenticated(UUID tenantId, int version, String context) {
        // Unambiguous: the first two parts hold no colon, the rest is the context.
        return ("tentabo:value:" + tenantId + ":" + version + ":" + context).getBytes(StandardCharsets.UTF_8);
    }
}
