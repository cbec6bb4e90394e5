package io.tentabo.kit.host;

import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;

/** What the tables hold, as a superuser sees it. */
public final class Rows {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Rows() {}

    /** The first column of every row. */
    public static List<String> of(String sql, Object... parameters) {
        try (Connection connection = TestDatabase.superuser();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> column = new ArrayList<>();
            if (statement.execute()) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    column.add(rows.getString(1));
                }
            }
            return column;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Repeats a query until its first column passes the assertions. */
    public static void await(ThrowingConsumer<List<String>> assertions, String sql, Object... parameters) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                assertions.accept(of(sql, parameters));
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
