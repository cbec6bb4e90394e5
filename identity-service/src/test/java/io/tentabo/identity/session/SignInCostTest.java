package io.tentabo.identity.session;

import static io.tentabo.identity.Identity.refresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.identity.Identity;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a sign-in and a look at a token read does not grow with tenants and users: told by the server's statistics. */
@IdentityTest
class SignInCostTest {

    private static final int SIGN_INS = 10;

    /** What an idle connection has read is in the statistics after ten seconds at the latest. */
    private static final Duration ARRIVAL = Duration.ofSeconds(11);

    private static final String TENANTS_AND_USERS = """
            SET search_path = identity;

            INSERT INTO tenants (id, name, slug, status)
            SELECT gen_random_uuid(), 'Crowd ' || n, 'crowd-' || n, 'ACTIVE'
            FROM generate_series(1, 1000) n
            ON CONFLICT DO NOTHING;

            CREATE TEMPORARY TABLE crowd ON COMMIT DROP AS
            SELECT gen_random_uuid() AS id, gen_random_uuid() AS account_id, t.id AS tenant_id,
                   t.slug || '-' || n || '@crowd.example' AS email
            FROM tenants t, generate_series(1, 10) n
            WHERE t.slug LIKE 'crowd-%' AND NOT EXISTS (SELECT FROM users u WHERE u.tenant_id = t.id);

            INSERT INTO accounts (id, email) SELECT account_id, email FROM crowd;
            INSERT INTO users (id, tenant_id, account_id, kind, email, first_name, status)
            SELECT id, tenant_id, account_id, 'INTERNAL', email, 'One', 'ACTIVE' FROM crowd;
            INSERT INTO account_identities (id, tenant_id, user_id, account_id, provider, subject, username, password_hash)
            SELECT gen_random_uuid(), tenant_id, id, account_id, 'LOCAL', id::text, email, 'none' FROM crowd;
            INSERT INTO user_roles (tenant_id, user_id, role_id)
            SELECT crowd.tenant_id, crowd.id, r.id FROM crowd, roles r WHERE r.name = 'member' AND r.tenant_id IS NULL;
            INSERT INTO sessions (id, tenant_id, user_id, expires_at, refresh_expires_at)
            SELECT gen_random_uuid(), tenant_id, id, now() + interval '1 day', now() + interval '1 day' FROM crowd;
            """;

    private static final String READ = """
            SELECT relname, seq_tup_read + coalesce(idx_tup_fetch, 0) AS rows
            FROM pg_stat_user_tables
            WHERE schemaname = 'identity'
              AND relname IN ('tenants', 'accounts', 'users', 'account_identities', 'user_roles', 'sessions')
            """;

    /** Less than one look at every tenant, let alone at every user, for all sign-ins together. */
    private static final long FEW = 1000;

    private static final String NO_CROWD = """
            SET search_path = identity;

            CREATE TEMPORARY TABLE crowd ON COMMIT DROP AS SELECT id FROM tenants WHERE slug LIKE 'crowd-%';
            DELETE FROM sessions WHERE tenant_id IN (SELECT id FROM crowd);
            DELETE FROM users WHERE tenant_id IN (SELECT id FROM crowd);
            DELETE FROM accounts WHERE email LIKE '%@crowd.example';
            DELETE FROM tenants WHERE slug LIKE 'crowd-%';
            """;

    @BeforeAll
    static void addACrowd() throws SQLException {
        execute(TENANTS_AND_USERS);
        execute("VACUUM ANALYZE");
    }

    @AfterAll
    static void removeTheCrowd() throws SQLException {
        execute(NO_CROWD);
    }

    @Test
    void neitherTenantsNorUsersMakeASignInOrATokenDearer() throws Exception {
        // Given
        Tenant tenant = Identity.tenant();
        Map<String, Long> before = rowsRead();

        // When
        for (int i = 0; i < SIGN_INS; i++) {
            String token = tenant.signIn(tenant.ownerEmail(), Identity.PASSWORD)
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("refreshToken");
            refresh(token, tenant.address()).then().statusCode(200);
            tenant.asOwner().get("/identity/v1/me").then().statusCode(200);
        }
        Thread.sleep(ARRIVAL);

        // Then
        Map<String, Long> after = rowsRead();
        assertThat(after).isNotEqualTo(before);
        after.forEach((table, rows) ->
                assertThat(rows - before.get(table)).as("rows read of " + table).isLessThan(FEW));
    }

    /** By table, since the server started. */
    private static Map<String, Long> rowsRead() throws SQLException {
        Map<String, Long> rows = new HashMap<>();
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(READ)) {
            while (tables.next()) {
                rows.put(tables.getString("relname"), tables.getLong("rows"));
            }
        }
        return rows;
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
