package io.tentabo.test.isolation;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A transaction that leaves no trace. It changes tables that a running service works with: where each waits for the other
 * and the database breaks off this one, it begins anew.
 */
final class UndoneTransaction {

    private static final String DEADLOCK = "40P01";
    private static final int MOST_ATTEMPTS = 5;

    private UndoneTransaction() {}

    /** What happens in it, each time from the beginning. */
    interface Work {

        void run() throws SQLException;
    }

    static void run(Connection connection, Work work) throws SQLException {
        int attempt = 1;
        while (!isThrough(connection, work, attempt == MOST_ATTEMPTS)) {
            attempt++;
        }
    }

    private static boolean isThrough(Connection connection, Work work, boolean isLast) throws SQLException {
        connection.setAutoCommit(false);
        try {
            work.run();
            return true;
        } catch (SQLException e) {
            if (isLast || !DEADLOCK.equals(e.getSQLState())) {
                throw e;
            }
            return false;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
