package io.tentabo.test.isolation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tries, as the running service, everything that one tenant must not be able to do with another's row. */
final class RowIsolation {

    private static final UUID OURS = UUID.fromString("00000000-0000-7000-8000-00000000000a");
    private static final UUID THEIRS = UUID.fromString("00000000-0000-7000-8000-00000000000b");
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private final Connection superuser;
    private final String appRole;
    private final Map<String, Table> tables;

    RowIsolation(Connection superuser, String appRole, List<Table> tables) {
        this.superuser = superuser;
        this.appRole = appRole;
        this.tables = tables.stream().collect(Collectors.toMap(Table::name, Function.identity()));
    }

    /** What another tenant, or nobody, could do with a row; empty when the table is tight. Leaves no trace. */
    List<String> breachesOf(Table table) throws SQLException {
        List<String> breaches = new ArrayList<>();
        try {
            UndoneTransaction.run(superuser, () -> {
                breaches.clear();
                collect(table, breaches);
            });
        } catch (SQLException e) {
            throw new SQLException("Isolation of table " + table.name() + " could not be tried", e);
        }
        return breaches.stream().map(breach -> table.name() + ": " + breach).toList();
    }

    private void collect(Table table, List<String> breaches) throws SQLException {
        // Lifts triggers and foreign keys, which are not what is tried here.
        execute("SET LOCAL session_replication_role = replica");
        SampleRow ours = SampleRow.insert(superuser, tables, table, OURS);
        SampleRow theirs = SampleRow.insert(superuser, tables, table, THEIRS);
        execute("SET LOCAL ROLE " + SampleRow.quoted(appRole));
        tryAsStranger(ours, theirs, breaches);
        tryAsNobody(ours, breaches);
        tryAsOurselves(ours, breaches);
    }

    private void tryAsStranger(SampleRow ours, SampleRow theirs, List<String> breaches) throws SQLException {
        become(THEIRS);
        tryToReach(ours, "another tenant", breaches);
        if (ours.table().isGranted("INSERT") && isAccepted(ours.copyFor(OURS)::prepareInsert)) {
            breaches.add("another tenant inserts our row");
        }
        if (ours.table().mayChangeTenant()
                && isAccepted(connection -> theirs.prepare(
                        connection,
                        "UPDATE " + SampleRow.quoted(ours.table().name()) + " SET tenant_id = '" + OURS + "'"))) {
            breaches.add("another tenant turns its row into ours");
        }
    }

    private void tryAsNobody(SampleRow ours, List<String> breaches) throws SQLException {
        become(null);
        tryToReach(ours, "nobody", breaches);
        if (ours.table().isGranted("INSERT") && isAccepted(ours.copyFor(OURS)::prepareInsert)) {
            breaches.add("nobody inserts our row");
        }
    }

    private void tryToReach(SampleRow ours, String who, List<String> breaches) throws SQLException {
        Table table = ours.table();
        String name = SampleRow.quoted(table.name());
        if (table.isGranted("SELECT") && count(ours) != 0) {
            breaches.add(who + " sees our row");
        }
        if (table.updatable().isPresent()) {
            String column = SampleRow.quoted(table.updatable().orElseThrow().name());
            if (changed(ours, "UPDATE " + name + " SET " + column + " = " + column) != 0) {
                breaches.add(who + " changes our row");
            }
        }
        if (table.isGranted("DELETE") && changed(ours, "DELETE FROM " + name) != 0) {
            breaches.add(who + " deletes our row");
        }
    }

    /** Otherwise a table that shows nothing to anybody would pass for a tight one. */
    private void tryAsOurselves(SampleRow ours, List<String> breaches) throws SQLException {
        become(OURS);
        if (ours.table().isGranted("SELECT") && count(ours) != 1) {
            breaches.add("our own row is invisible to us");
        }
    }

    private void become(@Nullable UUID tenant) throws SQLException {
        String settings = """
                SELECT set_config('app.tenant_id', ?, true), set_config('app.scope', ?, true),
                       set_config('app.user_id', ?, true), set_config('app.partner_id', '', true),
                       set_config('app.distributor_id', '', true), set_config('app.customer_id', '', true)
                """;
        try (PreparedStatement statement = superuser.prepareStatement(settings)) {
            statement.setString(1, tenant == null ? "" : tenant.toString());
            statement.setString(2, tenant == null ? "" : "TENANT");
            statement.setString(3, tenant == null ? "" : UUID.randomUUID().toString());
            statement.execute();
        }
    }

    private int count(SampleRow row) throws SQLException {
        String sql = "SELECT count(*) FROM " + SampleRow.quoted(row.table().name());
        try (PreparedStatement statement = row.prepare(superuser, sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getInt(1);
        }
    }

    /** How many rows a statement changes; none when it is refused. */
    private int changed(SampleRow row, String sql) throws SQLException {
        Savepoint before = superuser.setSavepoint();
        try (PreparedStatement statement = row.prepare(superuser, sql)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            mustBeARefusal(e);
            return 0;
        } finally {
            superuser.rollback(before);
        }
    }

    private boolean isAccepted(Preparation preparation) throws SQLException {
        Savepoint before = superuser.setSavepoint();
        try (PreparedStatement statement = preparation.prepare(superuser)) {
            return statement.executeUpdate() > 0;
        } catch (SQLException e) {
            mustBeARefusal(e);
            return false;
        } finally {
            superuser.rollback(before);
        }
    }

    /** Any other failure would hide whether the row was refused for whose it is. */
    private static void mustBeARefusal(SQLException e) throws SQLException {
        if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
            throw e;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Prepares a statement on a connection. */
    private interface Preparation {

        PreparedStatement prepare(Connection connection) throws SQLException;
    }
}
