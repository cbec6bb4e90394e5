package io.tentabo.identity.token;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.token.SigningKey.Status;
import io.tentabo.kit.crypto.MasterKeys;
import io.tentabo.kit.crypto.Wrapped;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The stored signing keys, and their rotation. Any number of replicas may call it at once. */
@Singleton
class SigningKeyRows {

    private static final String SELECT = """
            SELECT kid, status, master_key_id, private_key, public_jwk, created_at, current_since, not_after
            FROM signing_keys
            ORDER BY created_at
            """;
    private static final String INSERT = """
            INSERT INTO signing_keys (kid, algorithm, master_key_id, private_key, public_jwk, status, created_at, current_since)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """;
    private static final String UNDER_OTHER_KEYS = """
            SELECT kid, master_key_id, private_key
            FROM signing_keys
            WHERE master_key_id <> $1
            """;
    private static final String REWRAP = "UPDATE signing_keys SET master_key_id = $2, private_key = $3 WHERE kid = $1";
    private static final String RETIRE =
            "UPDATE signing_keys SET status = 'RETIRED', not_after = $1 WHERE status = 'CURRENT'";
    private static final String PROMOTE =
            "UPDATE signing_keys SET status = 'CURRENT', current_since = $1 WHERE status = 'NEXT'";
    private static final String DELETE = "DELETE FROM signing_keys WHERE kid = ANY($1)";
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('identity.signing-keys', 0))";

    private final Transactions transactions;
    private final MasterKeys masterKeys;
    private final IdentityConfig.Keys config;
    private final InstantSource clock;

    SigningKeyRows(Transactions transactions, MasterKeys masterKeys, IdentityConfig config, InstantSource clock) {
        this.transactions = transactions;
        this.masterKeys = masterKeys;
        this.config = config.keys();
        this.clock = clock;
    }

    /** All keys, after whatever was due with them; takes the lock only when something is. */
    Uni<List<SigningKey>> maintained() {
        return transactions.read(this::all).chain(keys -> {
            if (KeyRotation.due(keys, config, clock.instant()).isNothing()) {
                return Uni.createFrom().item(keys);
            }
            return transactions.write(tx -> tx.query(LOCK).chain(() -> all(tx)).chain(locked -> rotate(tx, locked)));
        });
    }

    /** Brings all keys under the current master key, so that an older one can be retired; answers how many were not. */
    Uni<Integer> rewrap() {
        return transactions.write(tx -> tx.query(LOCK)
                .chain(() -> tx.query(UNDER_OTHER_KEYS, Tuple.of(masterKeys.currentId())))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::rewrapped)
                        .toList())
                .chain(rewrapped -> tx.batch(REWRAP, rewrapped).replaceWith(rewrapped.size())));
    }

    private Tuple rewrapped(Row row) {
        String kid = row.getString("kid");
        Wrapped wrapped = masterKeys.rewrap(wrapped(row), context(kid));
        return Tuple.of(kid, wrapped.masterKeyId(), Buffer.buffer(wrapped.ciphertext()));
    }

    private static Wrapped wrapped(Row row) {
        return new Wrapped(
                row.getString("master_key_id"), row.getBuffer("private_key").getBytes());
    }

    private Uni<List<SigningKey>> rotate(Transaction tx, List<SigningKey> keys) {
        Instant now = clock.instant();
        KeyRotation due = KeyRotation.due(keys, config, now);
        Uni<?> work = Uni.createFrom().voidItem();
        if (due.promote()) {
            work = work.chain(() -> tx.update(RETIRE, Tuple.of(utc(now.plus(config.publishAfter())))))
                    .chain(() -> tx.update(PROMOTE, Tuple.of(utc(now))));
        }
        if (due.createCurrent()) {
            work = work.chain(() -> insert(tx, SigningKey.generate(Status.CURRENT, now)));
        }
        if (due.createNext()) {
            work = work.chain(() -> insert(tx, SigningKey.generate(Status.NEXT, now)));
        }
        if (!due.expired().isEmpty()) {
            work = work.chain(() -> tx.update(DELETE, Tuple.of(due.expired().toArray(String[]::new))));
        }
        return work.chain(() -> all(tx));
    }

    private Uni<Integer> insert(Transaction tx, SigningKey key) {
        Wrapped wrapped = masterKeys.wrap(key.privateKey().getEncoded(), context(key.kid()));
        return tx.update(
                INSERT,
                Tuple.from(java.util.Arrays.asList(
                        key.kid(),
                        SigningKey.ALGORITHM,
                        wrapped.masterKeyId(),
                        Buffer.buffer(wrapped.ciphertext()),
                        key.publicJwk(),
                        key.status().name(),
                        utc(key.createdAt()),
                        utc(key.currentSince()))));
    }

    private Uni<List<SigningKey>> all(Transaction tx) {
        return tx.query(SELECT).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(this::key)
                .toList());
    }

    private SigningKey key(Row row) {
        String kid = row.getString("kid");
        String jwk = row.getString("public_jwk");
        return new SigningKey(
                kid,
                Status.valueOf(row.getString("status")),
                SigningKey.privateKey(masterKeys.unwrap(wrapped(row), context(kid))),
                SigningKey.publicKey(jwk),
                jwk,
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row.getOffsetDateTime("current_since")),
                instant(row.getOffsetDateTime("not_after")));
    }

    private static String context(String kid) {
        return "signing key " + kid;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
