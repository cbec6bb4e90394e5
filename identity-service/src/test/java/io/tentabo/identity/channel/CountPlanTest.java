package io.tentabo.identity.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.identity.IdentityTest;
import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A page of counts reads what it counts along an index, under row-level security and beside many others' records. */
@IdentityTest
class CountPlanTest {

    private static final UUID TENANT = UUID.fromString("00000000-0000-8000-8000-00000000c001");

    private static final String[] ROWS = {"""
        INSERT INTO channel_records (tenant_id, kind, id, partner_id, distributor_id, status, is_deleted, version)
        SELECT '00000000-0000-8000-8000-00000000c001', 'LEAD', gen_random_uuid(), md5('p' || n % 500)::uuid,
               md5('d' || n % 50)::uuid, CASE WHEN n % 3 = 0 THEN 'NEW' ELSE 'WON' END, false, 0
        FROM generate_series(1, 50000) n
        """, "VACUUM ANALYZE channel_records"};

    @Test
    void countsAreReadFromAnIndexAlone() throws SQLException {
        // Given
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement()) {
            for (String sql : ROWS) {
                statement.execute(sql);
            }
        }

        // When
        String ofPartner = plan(ChannelCountQueries.PARTNER.records().replace("$1", "md5('p7')::uuid"));
        String ofDistributor = plan(ChannelCountQueries.DISTRIBUTOR.records().replace("$1", "md5('d7')::uuid"));

        // Then
        assertThat(ofPartner)
                .contains("Index Only Scan using ix_channel_records_partner")
                .doesNotContain("Seq Scan on channel_records");
        assertThat(ofDistributor)
                .contains("ix_channel_records_distributor")
                .doesNotContain("Seq Scan on channel_records");
    }

    private static String plan(String query) throws SQLException {
        try (Connection connection = TestDatabase.superuser()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL ROLE identity_app");
            }
            try (PreparedStatement caller = connection.prepareStatement(
                    "SELECT set_config('app.tenant_id', ?, true), set_config('app.scope', 'TENANT', true)")) {
                caller.setString(1, TENANT.toString());
                caller.execute();
            }
            StringJoiner lines = new StringJoiner("\n");
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("EXPLAIN (COSTS OFF) " + query)) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            connection.rollback();
            return lines.toString();
        }
    }
}
