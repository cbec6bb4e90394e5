package io.tentabo.endtoend;

import io.tentabo.local.Suite;
import io.tentabo.local.demo.Eventually;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** Stops every service that touches a table there, so that a test can kill one at a known point; closing lets go. */
final class TableLock implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final String WAITERS = """
            SELECT count(*)
            FROM pg_locks l
            WHERE l.relation = ?::regclass
              AND NOT l.granted
            """;

    private final Connection connection;
    private final String table;

    private TableLock(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    static TableLock on(Suite suite, String table) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:" + suite.databaseUrl(), "postgres", "");
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
        return new TableLock(connection, table);
    }

    /** Returns when somebody waits for the table. */
    void awaitWaiter() {
        Eventually.await("Waiting for " + table, LIMIT, () -> isAwaited() ? Optional.of(true) : Optional.empty());
    }

    private boolean isAwaited() {
        try (PreparedStatement statement = connection.prepareStatement(WAITERS)) {
            statement.setString(1, table);
            try (ResultSet count = statement.executeQuery()) {
                return count.next() && count.getInt(1) > 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
