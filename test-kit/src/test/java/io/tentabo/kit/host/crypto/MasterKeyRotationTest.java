package io.tentabo.kit.host.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.tentabo.kit.crypto.Encrypted;
import io.tentabo.kit.crypto.MasterKeyRotation;
import io.tentabo.kit.crypto.TenantCrypto;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.test.Sealed;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service whose configuration has a new current master key in front of the old one. */
@QuarkusTest
@TestProfile(MasterKeyRotationTest.RotatedKeys.class)
@QuarkusTestResource(TentaboInfrastructure.class)
class MasterKeyRotationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] OLD_KEY = "an old master key of 32 bytes 01".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW_KEY = "a new master key of 32 bytes 002".getBytes(StandardCharsets.UTF_8);
    private static final byte[] DATA_KEY = "the data key of a tenant, 32 b 3".getBytes(StandardCharsets.UTF_8);

    public static class RotatedKeys implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Base64.Encoder base64 = Base64.getEncoder();
            return Map.of(
                    "tentabo.crypto.master-keys",
                    "new:" + base64.encodeToString(NEW_KEY) + ",old:" + base64.encodeToString(OLD_KEY));
        }
    }

    @Inject
    TenantCrypto crypto;

    @Inject
    MasterKeyRotation rotation;

    @Inject
    Transactions transactions;

    @Inject
    CallerContext callers;

    private final UUID tenant = UUID.randomUUID();

    @Test
    void dataKeysMoveToTheNewMasterKeyAndValuesStayReadable() throws SQLException, GeneralSecurityException {
        // Given
        insertDataKey(Sealed.seal(OLD_KEY, DATA_KEY, "tentabo:wrapped:data-key:" + tenant + ":1"));
        byte[] value = Sealed.seal(DATA_KEY, new byte[] {1, 2, 3}, "tentabo:value:" + tenant + ":1:connection");

        // When
        callers.inBackground(Caller.NOBODY, rotation::rewrap).await().atMost(PATIENCE);

        // Then
        assertThat(masterKeyId()).isEqualTo("new");
        byte[] plaintext = callers.inBackground(
                        Caller.system(tenant),
                        () -> transactions.write(tx -> crypto.decrypt(tx, new Encrypted(1, value), "connection")))
                .await()
                .atMost(PATIENCE);
        assertThat(plaintext).containsExactly(1, 2, 3);
    }

    /** Rows under this profile's master key are unreadable to the other tests' service. */
    @AfterEach
    void removeDataKey() throws SQLException {
        try (Connection database = TestDatabase.superuser();
                var delete = database.createStatement()) {
            delete.execute("DELETE FROM tenant_keys WHERE tenant_id = '" + tenant + "'");
        }
    }

    private void insertDataKey(byte[] wrapped) throws SQLException {
        try (Connection database = TestDatabase.superuser();
                var insert = database.prepareStatement("INSERT INTO tenant_keys VALUES (?, 1, ?, 'old', now())")) {
            insert.setObject(1, tenant);
            insert.setBytes(2, wrapped);
            insert.executeUpdate();
        }
    }

    private String masterKeyId() throws SQLException {
        try (Connection database = TestDatabase.superuser();
                var rows = database.createStatement()
                        .executeQuery("SELECT master_key_id FROM tenant_keys WHERE tenant_id = '" + tenant + "'")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
