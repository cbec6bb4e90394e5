package io.tentabo.test.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What every table of a service must fulfil, so that a tenant can be exported without its secrets and purged without a
 * trace, and no other tenant with it. A service proves it in one line, as with {@link TenantIsolationContract}.
 */
public abstract class TenantJobContract {

    private static final Set<String> KEPT_BY_THE_KIT = Set.of("tenant_jobs", "tenant_job_tables", "tenant_job_files");

    /** Tables with rows of tenants that outlive them: reports and the like, explained where they are listed. */
    protected Set<String> kept() {
        return Set.of();
    }

    @Test
    void whatLooksLikeASecretIsEitherExportedOrNotOnPurpose() throws SQLException {
        // When
        List<String> undecided = TestDatabase.column("""
                SELECT format('%I.%I', c.relname, a.attname)
                  FROM pg_class c
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                  JOIN tenant_tables t ON t.name = c.relname
                 WHERE c.relnamespace = ?::regnamespace
                   AND looks_secret(a.attname, a.atttypid)
                   AND coalesce(col_description(c.oid, a.attnum), '') !~ '^(not )?exported: .'
                """, TestDatabase.schema());

        // Then
        assertThat(undecided)
                .as("columns whose comment says neither 'exported: <why>' nor 'not exported: <why>'")
                .isEmpty();
    }

    @Test
    void aTableWithASecretKeySaysThatNothingOfItIsExported() throws SQLException {
        // When
        List<String> silent = TestDatabase.column("""
                SELECT t.name
                  FROM tenant_tables t
                 WHERE NOT t.is_exported
                   AND coalesce(obj_description(t.name::regclass, 'pg_class'), '') !~ '^not exported: .'
                """);

        // Then
        assertThat(silent).isEmpty();
    }

    @Test
    void everyTableOfTenantsHasAKeyAndThePoliciesOfTheJobs() throws SQLException {
        // When
        List<String> lacking = TestDatabase.column("""
                SELECT t.name
                  FROM tenant_tables t
                 WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = t.name::regclass AND k.contype = 'p')
                    OR 2 <> (SELECT count(*) FROM pg_policies p
                              WHERE p.schemaname = ? AND p.tablename = t.name
                                AND p.policyname IN ('tenant_job_reading', 'tenant_job_deletion'))
                """, TestDatabase.schema());

        // Then
        assertThat(lacking).isEmpty();
    }

    @Test
    void onlyWhatIsListedOutlivesATenant() throws SQLException {
        // Given
        Set<String> listed = new TreeSet<>(kept());
        listed.addAll(KEPT_BY_THE_KIT);

        // When
        Set<String> outliving = new TreeSet<>();
        try (Connection superuser = TestDatabase.superuser()) {
            List<String> purged = TestDatabase.column("SELECT name FROM tenant_tables");
            for (Table table : Catalogue.tables(superuser, TestDatabase.schema(), TestDatabase.schema() + "_app")) {
                if (table.belongsToTenants() && !table.isPartition() && !purged.contains(table.name())) {
                    outliving.add(table.name());
                }
            }
        }

        // Then
        assertThat(outliving).isEqualTo(listed);
    }

    @Test
    void aPurgeDeletesEveryRowOfItsTenantAndNoneOfAnother() throws SQLException {
        try (Connection superuser = TestDatabase.superuser()) {
            UndoneTransaction.run(superuser, () -> tryAPurge(superuser));
        }
    }

    private static void tryAPurge(Connection superuser) throws SQLException {
        // Given
        UUID gone = UUID.randomUUID();
        UUID staying = UUID.randomUUID();
        Map<String, Table> tables = tables(superuser);
        List<String> order = purgeOrder(superuser);
        dropWhatMissingValuesViolate(superuser);
        // Lifts foreign keys while the rows are made.
        execute(superuser, "SET LOCAL session_replication_role = replica");
        for (String name : order) {
            for (UUID tenant : List.of(gone, staying)) {
                SampleRow.insert(superuser, tables, Objects.requireNonNull(tables.get(name)), tenant);
            }
        }
        Map<String, Integer> others = count(superuser, order, staying);
        execute(superuser, "SET LOCAL session_replication_role = origin");

        // When
        promisePurge(superuser, gone);
        Map<String, Integer> refused = purge(superuser, order, staying);
        Map<String, Integer> purged = purge(superuser, order, gone);

        // Then
        assertThat(refused.values()).as("without a promise").containsOnly(0);
        assertThat(purged.values()).allSatisfy(rows -> assertThat(rows).isPositive());
        assertThat(count(superuser, order, gone).values()).containsOnly(0);
        assertThat(count(superuser, order, staying)).isEqualTo(others);
    }

    private static Map<String, Table> tables(Connection superuser) throws SQLException {
        return Catalogue.tables(superuser, TestDatabase.schema(), TestDatabase.schema() + "_app").stream()
                .filter(table -> !table.isPartition())
                .collect(Collectors.toMap(Table::name, Function.identity()));
    }

    /** Who refers to others comes first, as the jobs do it; fails when tables refer to each other in a circle. */
    private static List<String> purgeOrder(Connection superuser) throws SQLException {
        Map<String, Set<String>> left = new TreeMap<>();
        try (Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, references_to FROM tenant_tables")) {
            while (rows.next()) {
                left.put(
                        rows.getString(1),
                        Arrays.stream((Object[]) rows.getArray(2).getArray())
                                .map(String::valueOf)
                                .collect(Collectors.toSet()));
            }
        }
        List<String> order = new ArrayList<>();
        while (!left.isEmpty()) {
            List<String> free = left.keySet().stream()
                    .filter(name -> left.values().stream().noneMatch(targets -> targets.contains(name)))
                    .toList();
            assertThat(free)
                    .as("tables that refer to each other in a circle: %s", left)
                    .isNotEmpty();
            free.forEach(left::remove);
            order.addAll(free);
        }
        return order;
    }

    private static void execute(Connection superuser, String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Of a sample row most values are missing; with some constraints there could be only one such row. */
    private static void dropWhatMissingValuesViolate(Connection superuser) throws SQLException {
        List<String> drops = TestDatabase.column("""
                SELECT format('ALTER TABLE %I DROP CONSTRAINT %I', c.relname, k.conname)
                  FROM pg_constraint k
                  JOIN pg_class c ON c.oid = k.conrelid
                  JOIN pg_index i ON i.indexrelid = k.conindid
                 WHERE c.relnamespace = ?::regnamespace AND k.contype = 'u' AND i.indnullsnotdistinct
                """, TestDatabase.schema());
        for (String drop : drops) {
            execute(superuser, drop);
        }
    }

    private static void promisePurge(Connection superuser, UUID tenant) throws SQLException {
        try (PreparedStatement statement = superuser.prepareStatement("""
                INSERT INTO tenant_jobs (tenant_id, id, kind, requested_at, due_at) VALUES (?, ?, 'PURGE', now(), now())
                """)) {
            statement.setObject(1, tenant);
            statement.setObject(2, UUID.randomUUID());
            statement.execute();
        }
    }

    /** As the background role does it; batches of one row, so that a table is not through after the first. */
    private static Map<String, Integer> purge(Connection superuser, List<String> order, UUID tenant)
            throws SQLException {
        Map<String, Integer> purged = new LinkedHashMap<>();
        try (Statement role = superuser.createStatement();
                PreparedStatement setting = superuser.prepareStatement("SELECT set_config('app.tenant_id', ?, true)");
                PreparedStatement delete = superuser.prepareStatement("SELECT purge_tenant_rows(?, 1)")) {
            role.execute("SET LOCAL ROLE " + TestDatabase.schema() + "_background");
            setting.setString(1, tenant.toString());
            setting.execute();
            for (String table : order) {
                delete.setString(1, table);
                int rows = 0;
                int batch;
                do {
                    batch = number(delete);
                    rows += batch;
                } while (batch > 0);
                purged.put(table, rows);
            }
            role.execute("RESET ROLE");
        }
        return purged;
    }

    private static Map<String, Integer> count(Connection superuser, List<String> order, UUID tenant)
            throws SQLException {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String table : order) {
            try (PreparedStatement statement =
                    superuser.prepareStatement("SELECT count(*) FROM \"" + table + "\" WHERE tenant_id = ?")) {
                statement.setObject(1, tenant);
                counts.put(table, number(statement));
            }
        }
        return counts;
    }

    private static int number(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
