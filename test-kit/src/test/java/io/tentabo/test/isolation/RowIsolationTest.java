package io.tentabo.test.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.test.servers.PostgresServer;
import io.tentabo.test.servers.ServiceRoles;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A test that finds nothing is worth something only if it would find something. */
class RowIsolationTest {

    private static final String SAME_TENANT = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid";

    private static PostgresServer server;
    private Connection superuser;

    @BeforeAll
    static void start() {
        server = PostgresServer.startTemporary();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        superuser = server.address().connect("postgres");
        ServiceRoles.withPassword("leaky", "it's secret").applyTo(superuser);
        execute("""
                SET search_path = leaky;
                CREATE TABLE folders (id uuid PRIMARY KEY, tenant_id uuid NOT NULL, name text NOT NULL CHECK (name <> ''));
                CREATE TABLE files (
                    id uuid PRIMARY KEY, tenant_id uuid NOT NULL, folder_id uuid NOT NULL REFERENCES folders,
                    size int NOT NULL CHECK (size > 0)
                );
                GRANT SELECT, INSERT, UPDATE, DELETE ON folders, files TO leaky_app;
                """);
    }

    @AfterEach
    void dropTables() throws SQLException {
        execute("DROP TABLE files, folders");
        superuser.close();
    }

    @Test
    void aTableWithoutRowLevelSecurityIsOpenInEveryWay() throws SQLException {
        // When
        List<String> breaches = breachesOf("files");

        // Then
        assertThat(breaches)
                .contains(
                        "files: another tenant sees our row",
                        "files: another tenant changes our row",
                        "files: another tenant deletes our row",
                        "files: another tenant inserts our row",
                        "files: another tenant turns its row into ours",
                        "files: nobody sees our row",
                        "files: nobody inserts our row");
    }

    @Test
    void aPolicyThatChecksReadingOnlyLetsRowsIn() throws SQLException {
        // Given
        execute("ALTER TABLE files ENABLE ROW LEVEL SECURITY");
        execute("CREATE POLICY reading ON files TO leaky_app USING (" + SAME_TENANT + ") WITH CHECK (true)");

        // When
        List<String> breaches = breachesOf("files");

        // Then
        assertThat(breaches).containsExactly("files: another tenant inserts our row", "files: nobody inserts our row");
    }

    @Test
    void aTableThatShowsNothingToAnybodyIsNotTakenForATightOne() throws SQLException {
        // Given
        execute("ALTER TABLE files ENABLE ROW LEVEL SECURITY");

        // When
        List<String> breaches = breachesOf("files");

        // Then
        assertThat(breaches).containsExactly("files: our own row is invisible to us");
    }

    @Test
    void aRowThatIsVisibleThroughItsParentIsTight() throws SQLException {
        // Given
        execute("ALTER TABLE files ENABLE ROW LEVEL SECURITY");
        execute("CREATE POLICY by_folder ON files TO leaky_app USING (" + SAME_TENANT
                + " AND folder_id IN (SELECT id FROM folders))");

        // When
        List<String> breaches = breachesOf("files");

        // Then
        assertThat(breaches).isEmpty();
    }

    @Test
    void tryingLeavesNoTrace() throws SQLException {
        // When
        breachesOf("files");

        // Then
        try (Statement statement = superuser.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM files")) {
            rows.next();
            assertThat(rows.getInt(1)).isZero();
        }
    }

    private List<String> breachesOf(String table) throws SQLException {
        List<Table> tables = Catalogue.tables(superuser, "leaky", "leaky_app");
        Table tried = tables.stream()
                .filter(one -> one.name().equals(table))
                .findFirst()
                .orElseThrow();
        return new RowIsolation(superuser, "leaky_app", tables).breachesOf(tried);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
