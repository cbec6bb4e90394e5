package io.tentabo.kit.host.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.crypto.DataKeyRotation;
import io.tentabo.kit.crypto.DecryptionException;
import io.tentabo.kit.crypto.Encrypted;
import io.tentabo.kit.crypto.MasterKeyRotation;
import io.tentabo.kit.crypto.Reencryption;
import io.tentabo.kit.crypto.TenantCrypto;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class TenantCryptoTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] SECRET = "api token".getBytes(StandardCharsets.UTF_8);

    @Inject
    TenantCrypto crypto;

    @Inject
    Reencryption reencryption;

    @Inject
    DataKeyRotation dataKeyRotation;

    @Inject
    MasterKeyRotation masterKeyRotation;

    @Inject
    Transactions transactions;

    @Inject
    CallerContext callers;

    private final UUID tenant = UUID.randomUUID();

    @Test
    void aValueComesBackInItsTenantAndContext() {
        // Given
        Encrypted encrypted = encrypt(tenant, "connection:1");

        // When
        byte[] decrypted = decrypt(encrypted, "connection:1");

        // Then
        assertThat(decrypted).isEqualTo(SECRET);
        assertThat(encrypted.keyVersion()).isEqualTo(1);
    }

    @Test
    void aValueCannotBeReadInAnotherContextOrTenantOrAltered() {
        // Given
        Encrypted encrypted = encrypt(tenant, "connection:1");
        UUID stranger = UUID.randomUUID();
        encrypt(stranger, "connection:1");
        byte[] altered = encrypted.ciphertext().clone();
        altered[altered.length - 1] ^= 1;

        // Then
        assertUnreadable(tenant, encrypted, "connection:2");
        assertUnreadable(stranger, encrypted, "connection:1");
        assertUnreadable(UUID.randomUUID(), encrypted, "connection:1");
        assertUnreadable(tenant, new Encrypted(1, altered), "connection:1");
        assertUnreadable(tenant, new Encrypted(7, encrypted.ciphertext()), "connection:1");
    }

    @Test
    void firstEncryptionsAtTheSameTimeEndWithOneKey() throws SQLException {
        // When
        List<Encrypted> encrypted = IntStream.range(0, 8)
                .mapToObj(n -> callers.inBackground(
                                Caller.system(tenant), () -> transactions.write(tx -> crypto.encrypt(tx, SECRET, "c")))
                        .subscribeAsCompletionStage())
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        // Then
        assertThat(keys()).isEqualTo(1);
        assertThat(encrypted).allSatisfy(each -> assertThat(decrypt(each, "c")).isEqualTo(SECRET));
    }

    @Test
    void aFirstKeyThatIsRolledBackIsNeverUsed() throws SQLException {
        // Given
        assertThatThrownBy(() -> write(tenant, tx -> crypto.encrypt(tx, SECRET, "c")
                        .chain(() -> crypto.encrypt(tx, SECRET, "c"))
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("rule broken")))))
                .hasMessage("rule broken");

        // When
        Encrypted encrypted = encrypt(tenant, "c");

        // Then
        assertThat(keys()).isEqualTo(1);
        assertThat(decrypt(encrypted, "c")).isEqualTo(SECRET);
    }

    @Test
    void aReadingTransactionDecrypts() {
        // Given
        Encrypted encrypted = encrypt(tenant, "c");

        // When
        byte[] decrypted = callers.inBackground(
                        Caller.system(tenant), () -> transactions.read(tx -> crypto.decrypt(tx, encrypted, "c")))
                .await()
                .atMost(PATIENCE);

        // Then
        assertThat(decrypted).isEqualTo(SECRET);
    }

    @Test
    void afterRotationOldValuesAreReadableAndCanBeEncryptedAnew() throws SQLException {
        // Given
        List<UUID> ids = IntStream.range(0, 250).mapToObj(n -> insertSample()).toList();
        UUID strangersSample = insertSample(UUID.randomUUID());

        // When
        int version = write(tenant, crypto::rotate);
        Encrypted old = sample(ids.getFirst());
        byte[] before = write(tenant, tx -> crypto.decrypt(tx, old, "sample:" + ids.getFirst()));
        int done = reencrypt();
        int doneAgain = reencrypt();

        // Then
        assertThat(version).isEqualTo(2);
        assertThat(before).isEqualTo(SECRET);
        assertThat(done).isEqualTo(250);
        assertThat(doneAgain).isZero();
        assertThat(ids).allSatisfy(id -> {
            Encrypted anew = sample(id);
            assertThat(anew.keyVersion()).isEqualTo(2);
            assertThat(decrypt(anew, "sample:" + id)).isEqualTo(SECRET);
        });
        assertThat(sample(strangersSample).keyVersion()).isEqualTo(1);
    }

    @Test
    void aKeyThatHasServedItsTimeIsReplacedOnceAndWhatLiesUnderItEncryptedAnew() throws SQLException {
        // Given
        UUID sample = insertSample();
        UUID strangersSample = insertSample(UUID.randomUUID());
        execute("UPDATE tenant_keys SET created_at = now() - interval '366 days' WHERE tenant_id = '" + tenant + "'");

        // When
        dataKeyRotation.rotate().await().atMost(PATIENCE);
        dataKeyRotation.rotate().await().atMost(PATIENCE);

        // Then
        assertThat(keys()).isEqualTo(2);
        assertThat(sample(sample).keyVersion()).isEqualTo(2);
        assertThat(decrypt(sample(sample), "sample:" + sample)).isEqualTo(SECRET);
        assertThat(sample(strangersSample).keyVersion()).isEqualTo(1);
    }

    @Test
    void whatWasEncryptedUnderAnOlderKeyAfterItsTimeFollowsTheNextDay() throws SQLException {
        // Given
        UUID sample = insertSample();
        write(tenant, crypto::rotate);

        // When
        dataKeyRotation.rotate().await().atMost(PATIENCE);

        // Then
        assertThat(keys()).isEqualTo(2);
        assertThat(sample(sample).keyVersion()).isEqualTo(2);
    }

    @Test
    void dataKeysUnderTheCurrentMasterKeyAreLeftAloneAndUnreadableOnesCounted() throws SQLException {
        // Given
        encrypt(tenant, "c");
        UUID orphan = UUID.randomUUID();
        execute("INSERT INTO tenant_keys VALUES ('" + orphan + "', 1, 'x', 'gone', now())");

        // When
        var result = callers.inBackground(Caller.NOBODY, masterKeyRotation::rewrap)
                .await()
                .atMost(PATIENCE);

        // Then
        execute("DELETE FROM tenant_keys WHERE tenant_id = '" + orphan + "'");
        assertThat(result).isEqualTo(new MasterKeyRotation.Result(0, 1));
    }

    private Encrypted encrypt(UUID tenantId, String context) {
        return write(tenantId, tx -> crypto.encrypt(tx, SECRET, context));
    }

    private byte[] decrypt(Encrypted encrypted, String context) {
        return write(tenant, tx -> crypto.decrypt(tx, encrypted, context));
    }

    private <T> T write(UUID tenantId, Function<Transaction, Uni<T>> work) {
        return callers.inBackground(Caller.system(tenantId), () -> transactions.write(work))
                .await()
                .atMost(PATIENCE);
    }

    private void assertUnreadable(UUID tenantId, Encrypted encrypted, String context) {
        assertThatThrownBy(() -> write(tenantId, tx -> crypto.decrypt(tx, encrypted, context)))
                .isInstanceOf(DecryptionException.class);
    }

    private int reencrypt() {
        return callers.inBackground(Caller.system(tenant), () -> reencryption.run(EncryptedSamples.COLUMN))
                .await()
                .atMost(PATIENCE);
    }

    private UUID insertSample() {
        return insertSample(tenant);
    }

    private UUID insertSample(UUID tenantId) {
        UUID id = Ids.next();
        return write(tenantId, tx -> crypto.encrypt(tx, SECRET, "sample:" + id)
                .chain(encrypted -> tx.update(
                        "INSERT INTO encrypted_samples VALUES ($1, $2, $3, $4)",
                        Tuple.of(id, tenantId, encrypted.keyVersion(), Buffer.buffer(encrypted.ciphertext()))))
                .replaceWith(id));
    }

    private static Encrypted sample(UUID id) throws SQLException {
        try (Connection database = TestDatabase.superuser();
                var rows = database.createStatement()
                        .executeQuery("SELECT key_version, secret FROM encrypted_samples WHERE id = '" + id + "'")) {
            rows.next();
            return new Encrypted(rows.getInt(1), rows.getBytes(2));
        }
    }

    private int keys() throws SQLException {
        try (Connection database = TestDatabase.superuser();
                var rows = database.createStatement()
                        .executeQuery("SELECT count(*) FROM tenant_keys WHERE tenant_id = '" + tenant + "'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (Connection database = TestDatabase.superuser();
                var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
