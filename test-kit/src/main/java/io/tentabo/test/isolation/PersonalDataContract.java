package io.tentabo.test.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What every table of a service must fulfil, so that nothing of a person is forgotten when the person asks what is held of
 * them or wants to be forgotten. A service proves it in one line, as with {@link TenantIsolationContract}, naming the
 * columns that only look personal.
 */
public abstract class PersonalDataContract {

    /** Columns by whose name a person could be meant; addresses of the network and documents are looked at in any case. */
    private static final String LOOKS_PERSONAL =
            "mail|phone|name|address|contact|avatar|person|user_agent|note|comment|content|description|title|reason"
                    + "|subject|payload|body|preferences|reference|remark";

    /** Of the kit's own tables: names of things, and what is kept for a day or until it is published. */
    private static final Set<String> NOT_PERSONAL_IN_THE_KIT = Set.of(
            "dead_letters.headers",
            "dead_letters.discard_reason",
            "idempotency_keys.body",
            "idempotency_keys.content_type",
            "outbox.headers",
            "outbox.payload");

    /** Columns that look personal and are not, as {@code table.column}. */
    protected abstract Set<String> notPersonal();

    @Test
    void whatLooksPersonalIsDeclaredOrNotPersonalOnPurpose() throws SQLException {
        // Given
        Set<String> notPersonal = new TreeSet<>(notPersonal());
        notPersonal.addAll(NOT_PERSONAL_IN_THE_KIT);

        // When
        Set<String> looking = new TreeSet<>(TestDatabase.column("""
                SELECT t.name || '.' || a.attname
                  FROM tenant_tables t
                  JOIN pg_attribute a ON a.attrelid = t.name::regclass AND a.attnum > 0 AND NOT a.attisdropped
                 WHERE t.name !~ '^person_jobs?' AND a.attgenerated = ''
                   AND (a.atttypid IN ('inet'::regtype, 'jsonb'::regtype)
                        OR a.atttypid IN ('text'::regtype, 'bytea'::regtype) AND a.attname ~ ?)
                """, LOOKS_PERSONAL));
        Set<String> declared = new TreeSet<>(TestDatabase.column("""
                SELECT table_name || '.' || jsonb_object_keys(replaced) FROM personal_data
                 UNION
                SELECT table_name || '.' || unnest(shown) FROM personal_data
                 UNION
                SELECT d.table_name || '.' || a.attname
                  FROM personal_data d JOIN pg_attribute a ON a.attrelid = to_regclass(d.table_name)
                 WHERE d.treatment = 'DELETE'
                """));

        // Then
        assertThat(looking).as("no longer there, or does not look personal").containsAll(notPersonal());
        looking.removeAll(declared);
        looking.removeAll(notPersonal);
        assertThat(looking)
                .as("columns of which personal_data tells nothing and which are not listed as not personal")
                .isEmpty();
    }

    @Test
    void everyDeclarationFitsItsTable() throws SQLException {
        // When
        List<String> unfit = TestDatabase.column("""
                SELECT d.table_name || '.' || c.name
                  FROM personal_data d
                 CROSS JOIN LATERAL (SELECT unnest(d.shown) UNION SELECT jsonb_object_keys(d.replaced)) c (name)
                  LEFT JOIN pg_attribute a ON a.attrelid = to_regclass(d.table_name) AND a.attname = c.name
                 WHERE a.attname IS NULL OR a.attnotnull AND d.replaced ->> c.name = 'null'
                """);

        // Then
        assertThat(unfit)
                .as("columns that do not exist, or cannot be null and are to be")
                .isEmpty();
    }

    @Test
    void everyPartCanBeExportedAndErasedAndReachesNoOtherTenant() throws SQLException {
        // Given
        UUID tenant = UUID.randomUUID();
        UUID user = UUID.randomUUID();
        try (Connection superuser = TestDatabase.superuser()) {
            superuser.setAutoCommit(false);
            try (Statement statement = superuser.createStatement()) {
                // When
                for (String kind : List.of("EXPORT", "ERASURE")) {
                    UUID job = UUID.randomUUID();
                    promise(superuser, tenant, job, kind, user);
                    statement.execute("SET LOCAL ROLE " + TestDatabase.schema() + "_app");
                    setting(superuser, "app.tenant_id", tenant.toString());
                    setting(superuser, "app.scope", "TENANT");
                    // Then
                    statement.execute("""
                            SELECT (work_off_person_rows('%s', d.table_name, d.part, NULL, 10)).* FROM personal_data d
                            """.formatted(job));
                    setting(superuser, "app.tenant_id", UUID.randomUUID().toString());
                    assertThat(refused(superuser, job))
                            .as("another tenant's job")
                            .isTrue();
                    statement.execute("RESET ROLE");
                }
            }
            superuser.rollback();
        }
    }

    private static boolean refused(Connection connection, UUID job) throws SQLException {
        java.sql.Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT * FROM work_off_person_rows('%s', 'audit_logs', '3-by', NULL, 1)".formatted(job));
            return false;
        } catch (SQLException e) {
            connection.rollback(before);
            return true;
        }
    }

    private static void setting(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
            statement.setString(1, name);
            statement.setString(2, value);
            statement.execute();
        }
    }

    private static void promise(Connection superuser, UUID tenant, UUID job, String kind, UUID user)
            throws SQLException {
        try (PreparedStatement statement = superuser.prepareStatement("""
                INSERT INTO person_jobs (tenant_id, id, kind, user_ids, address_salt, address_digest, requested_at, due_at)
                VALUES (?, ?, ?, ARRAY[?]::uuid[], 'x', sha256('xsomeone@example.com'), now(), now())
                """)) {
            statement.setObject(1, tenant);
            statement.setObject(2, job);
            statement.setString(3, kind);
            statement.setObject(4, user);
            statement.execute();
        }
    }
}
