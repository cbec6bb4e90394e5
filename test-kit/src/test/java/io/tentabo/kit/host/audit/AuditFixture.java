package io.tentabo.kit.host.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** What audit tests look at behind the service's back. */
final class AuditFixture {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private AuditFixture() {}

    /** Waits until the background has sealed every record of a tenant. */
    static void awaitSealed(UUID tenant) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (count("seq IS NULL", tenant) > 0) {
            assertThat(System.nanoTime()).as("waiting for the sealer").isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    /** Counts a tenant's records that meet a condition. */
    static long count(String condition, UUID tenant) {
        try (Connection database = TestDatabase.superuser();
                PreparedStatement query = database.prepareStatement(
                        "SELECT count(*) FROM audit_logs WHERE tenant_id = ? AND " + condition)) {
            query.setObject(1, tenant);
            ResultSet rows = query.executeQuery();
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs statements in one transaction past every rule; {@code :tenant} stands for the tenant. */
    static void tamper(String statements, UUID tenant) {
        try (Connection database = TestDatabase.superuser();
                var statement = database.createStatement()) {
            database.setAutoCommit(false);
            statement.execute(statements.replace(":tenant", "'" + tenant + "'"));
            database.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
