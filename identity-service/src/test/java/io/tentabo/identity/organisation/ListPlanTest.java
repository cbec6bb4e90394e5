package io.tentabo.identity.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.identity.IdentityTest;
import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and filters are read along an index, under row-level security and beside many other tenants. */
@IdentityTest
class ListPlanTest {

    private static final String[] ROWS = {"""
        INSERT INTO tenants (id, name, slug, status)
        SELECT md5('plan' || t)::uuid, 'Plan ' || t, 'plan-' || t, 'ACTIVE'
        FROM generate_series(1, 20) t
        ON CONFLICT DO NOTHING
        """, """
        INSERT INTO partners (id, tenant_id, name, country, is_active, created_at)
        SELECT gen_random_uuid(), md5('plan' || (1 + n % 20))::uuid, md5(n::text), 'FR', n % 3 > 0,
               now() - n * interval '1 second'
        FROM generate_series(1, 20000) n
        """, "ANALYZE partners"};

    @BeforeAll
    static void fill() throws SQLException {
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement()) {
            for (String sql : ROWS) {
                statement.execute(sql);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id FROM partners ORDER BY name_key, id LIMIT 51",
                "SELECT id FROM partners ORDER BY created_at DESC, id DESC LIMIT 51",
                "SELECT id FROM partners WHERE is_active = true AND country = 'FR' ORDER BY name_key, id LIMIT 51",
                "SELECT id FROM partners WHERE (name_key, id) > ('ab', gen_random_uuid()) ORDER BY name_key, id LIMIT 51"
            })
    void aPageOfPartnersIsReadInItsOrderAlongAnIndex(String list) throws SQLException {
        // Given
        UUID tenant = tenant();

        // When
        String plan = plan(tenant, list);

        // Then
        assertThat(plan).contains("Index").doesNotContain("Seq Scan").doesNotContain("Sort Key");
    }

    @Test
    void aNamePrefixIsAConditionOfTheIndex() throws SQLException {
        // Given
        UUID tenant = tenant();

        // When
        String plan = plan(
                tenant,
                "SELECT id FROM partners WHERE name_key >= 'ab' AND name_key < 'ac' ORDER BY name_key, id LIMIT 51");

        // Then
        assertThat(plan).containsPattern("Index Cond: .*tenant_id.*name_key");
    }

    private static UUID tenant() throws SQLException {
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM tenants WHERE slug = 'plan-7'")) {
            rows.next();
            return rows.getObject(1, UUID.class);
        }
    }

    private static String plan(UUID tenant, String sql) throws SQLException {
        try (Connection connection = TestDatabase.app()) {
            connection.setAutoCommit(false);
            try (PreparedStatement settings = connection.prepareStatement(
                    "SELECT set_config('app.tenant_id', ?, true), set_config('app.scope', 'TENANT', true)")) {
                settings.setString(1, tenant.toString());
                settings.execute();
            }
            StringBuilder plan = new StringBuilder();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("EXPLAIN " + sql)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
