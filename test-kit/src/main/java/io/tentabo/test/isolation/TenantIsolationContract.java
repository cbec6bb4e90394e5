package io.tentabo.test.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.test.TestDatabase;
import io.tentabo.test.servers.ServiceRoles;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/**
 * What every table of a service must fulfil, so that no tenant reaches another's rows. A service proves it in one line:
 *
 * <pre>{@code
 * @QuarkusTest
 * @QuarkusTestResource(TentaboInfrastructure.class)
 * class CrmTenantIsolationTest extends TenantIsolationContract {}
 * }</pre>
 */
public abstract class TenantIsolationContract {

    private static final String OTHER_SERVICE = "neighbour";
    private static final Set<String> RIGHTS_OF_AN_OWNER = Set.of("TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN");

    /** What in the service's tables is personal: the same for every tenant. */
    private static final Set<String> GLOBAL_BY_THE_KIT = Set.of("personal_data");

    /** The few tables that belong to no tenant; every other one must have a tenant and force row-level security. */
    protected Set<String> globalTables() {
        return Set.of();
    }

    /**
     * Policies of the app role that deliberately do not look at the tenant, by name: each is a door between tenants and
     * must be explained where it is listed.
     */
    protected Set<String> policiesBeyondTenants() {
        return Set.of();
    }

    /**
     * Foreign keys to tables some of whose rows belong to every tenant, by name: no composite key can name their tenant,
     * so a policy has to, and the key must be explained where it is listed.
     */
    protected Set<String> referencesToSharedRows() {
        return Set.of();
    }

    @Test
    void everyTableForcesRowLevelSecurity() throws SQLException {
        // When
        List<String> open = tables().stream()
                .filter(table -> !globalTables().contains(table.name()) && !GLOBAL_BY_THE_KIT.contains(table.name()))
                .filter(table -> !table.forcesRowSecurity() || !table.belongsToTenants())
                .map(Table::name)
                .toList();

        // Then
        assertThat(open)
                .as("tables without tenant_id or without ENABLE and FORCE ROW LEVEL SECURITY, and not listed as global")
                .isEmpty();
    }

    @Test
    void aGlobalTableExistsAndHoldsNothingOfATenant() throws SQLException {
        // When
        List<String> harmless = tables().stream()
                .filter(table -> !table.belongsToTenants())
                .map(Table::name)
                .toList();

        // Then
        assertThat(harmless).containsAll(globalTables());
    }

    @Test
    void everyPolicyLooksAtTheTenant() throws SQLException {
        // When
        List<String> blind = TestDatabase.column(
                """
                SELECT policyname
                  FROM pg_policies
                 WHERE schemaname = ? AND NOT roles <@ ARRAY[?, ?]::name[]
                       AND NOT (policyname ~ '^(tenant_job_(deciding|reading|deletion)|person_job_(deciding|reading|erasing|deletion))$'
                                AND qual ~ '(current_tenant|tenant_of_job|tenant_being_purged|tenant_of_person_job|tenant_of_erasure)\\(\\)')
                    OR schemaname = ? AND ? = ANY (roles)
                       AND (qual IS NOT NULL AND qual !~ 'current_tenant\\(\\)'
                            OR with_check IS NOT NULL AND with_check !~ 'current_tenant\\(\\)')
                """, TestDatabase.schema(), role("app"), role("background"), TestDatabase.schema(), role("app"));
        blind.removeAll(policiesBeyondTenants());

        // Then
        assertThat(blind)
                .as("policies of the app role that do not compare current_tenant(), or of unknown roles")
                .isEmpty();
    }

    @Test
    void aRowOfOneTenantIsOutOfReachForAnother() throws SQLException {
        // Given
        List<Table> tables = tables();

        // When
        List<String> breaches = new ArrayList<>();
        try (Connection superuser = TestDatabase.superuser()) {
            RowIsolation isolation = new RowIsolation(superuser, role("app"), tables);
            for (Table table : tables) {
                if (table.belongsToTenants() && !table.isPartition()) {
                    breaches.addAll(isolation.breachesOf(table));
                }
            }
        }

        // Then
        assertThat(breaches).isEmpty();
    }

    @Test
    void theRunningServiceHasNoRightOfAnOwner() throws SQLException {
        // When
        List<String> excess = new ArrayList<>();
        for (Table table : tables()) {
            table.granted().stream()
                    .filter(RIGHTS_OF_AN_OWNER::contains)
                    .forEach(right -> excess.add(right + " on " + table.name()));
        }
        excess.addAll(TestDatabase.column("""
                SELECT rolname
                  FROM pg_roles r
                 WHERE rolname IN (?, ?)
                   AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
                        OR has_schema_privilege(rolname, ?, 'CREATE')
                        OR has_schema_privilege(rolname, 'public', 'CREATE')
                        OR has_database_privilege(rolname, current_database(), 'CREATE')
                        OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid)
                        OR EXISTS (SELECT FROM pg_class c WHERE c.relowner = r.oid)
                        OR EXISTS (SELECT FROM pg_proc p WHERE p.proowner = r.oid))
                """, role("app"), role("background"), TestDatabase.schema()));

        // Then
        assertThat(excess).isEmpty();
    }

    @Test
    void noServiceReadsAnothersSchema() throws SQLException {
        // Given
        try (Connection superuser = TestDatabase.superuser()) {
            ServiceRoles.withPassword(OTHER_SERVICE, "neighbour").applyTo(superuser);
        }

        // When
        List<String> doors =
                TestDatabase.column("""
                SELECT r.rolname || ' enters ' || n.nspname
                  FROM pg_roles r
                 CROSS JOIN pg_namespace n
                 WHERE (r.rolname ~ ('^' || ? || '_(owner|app|background)$') AND n.nspname IN (?, 'public')
                        OR r.rolname ~ ('^' || ? || '_(owner|app|background)$') AND n.nspname IN (?, 'public'))
                   AND has_schema_privilege(r.oid, n.oid, 'USAGE')
                """, TestDatabase.schema(), OTHER_SERVICE, OTHER_SERVICE, TestDatabase.schema());

        // Then
        assertThat(doors).isEmpty();
    }

    @Test
    void everyForeignKeyIsIndexed() throws SQLException {
        // When
        List<String> slow = tables().stream()
                .filter(table -> !table.isPartition())
                .flatMap(table -> table.foreignKeys().stream())
                .filter(key -> !key.isIndexed())
                .map(key -> key.name() + " " + key.columns())
                .toList();

        // Then
        assertThat(slow)
                .as("foreign keys without an index that begins with their columns")
                .isEmpty();
    }

    @Test
    void aReferenceBetweenTenantTablesIncludesTheTenant() throws SQLException {
        // Given
        List<Table> tables = tables();
        List<String> tenantTables =
                tables.stream().filter(Table::belongsToTenants).map(Table::name).toList();

        // When
        List<String> loose = tables.stream()
                .flatMap(table -> table.foreignKeys().stream())
                .filter(key -> tenantTables.contains(key.target()))
                .filter(key -> !referencesToSharedRows().contains(key.name()))
                .filter(key ->
                        !key.columns().contains(Table.TENANT) || !key.targets().contains(Table.TENANT))
                .map(key -> key.name() + " " + key.columns())
                .toList();

        // Then
        assertThat(loose)
                .as("foreign keys by which a row could point into another tenant")
                .isEmpty();
    }

    private static List<Table> tables() throws SQLException {
        try (Connection connection = TestDatabase.superuser()) {
            List<Table> tables = Catalogue.tables(connection, TestDatabase.schema(), role("app"));
            Assertions.assertThat(tables)
                    .as("tables of " + TestDatabase.schema())
                    .isNotEmpty();
            return tables;
        }
    }

    private static String role(String name) {
        return TestDatabase.schema() + "_" + name;
    }
}
