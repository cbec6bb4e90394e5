package io.tentabo.kit.host.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class AuditPartitionsTest {

    @Test
    void partitionsAreMadeOnceHoweverManyProcessesAskAtTheSameTime() throws SQLException {
        // Given
        UUID tenant = UUID.randomUUID();
        insertMonthsAhead(4, tenant);
        assertThat(partitionOf(tenant)).isEqualTo("audit_logs_default");

        // When
        int made = IntStream.range(0, 4)
                .parallel()
                .map(process -> ensurePartitions(5))
                .sum();

        // Then
        assertThat(made).isEqualTo(3);
        assertThat(partitionOf(tenant)).matches("audit_logs_\\d{4}_\\d{2}");
        assertThat(single("""
                        SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                        WHERE i.inhparent = 'audit_logs'::regclass AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
                        """)).isEqualTo("0");
    }

    private static void insertMonthsAhead(int months, UUID tenant) throws SQLException {
        try (Connection database = TestDatabase.superuser();
                var insert = database.prepareStatement("""
                        INSERT INTO audit_logs (id, tenant_id, created_at, actor_type, action, entity_type, entity_id)
                        VALUES (uuidv7(), ?, now() + make_interval(months => ?), 'SYSTEM', 'x.created', 'x', uuidv7())
                        """)) {
            insert.setObject(1, tenant);
            insert.setInt(2, months);
            insert.executeUpdate();
        }
    }

    private static int ensurePartitions(int monthsAhead) {
        try (Connection database = TestDatabase.background();
                ResultSet rows = database.createStatement()
                        .executeQuery("SELECT ensure_audit_partitions(" + monthsAhead + ")")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String partitionOf(UUID tenant) throws SQLException {
        return single("SELECT tableoid::regclass FROM audit_logs WHERE tenant_id = '" + tenant + "'");
    }

    private static String single(String sql) throws SQLException {
        try (Connection database = TestDatabase.superuser();
                ResultSet rows = database.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
