package io.tentabo.identity;

import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A user whom something is being done to: whatever else wants to, waits until that commits. */
public final class LockedUser implements AutoCloseable {

    private final Connection connection;
    private final UUID user;

    public LockedUser(UUID user) throws SQLException {
        this.user = user;
        connection = TestDatabase.superuser();
        connection.setAutoCommit(false);
        execute("SELECT 1 FROM users WHERE id = ? FOR UPDATE");
    }

    /** Begins something and answers once it waits for the user. */
    public <T> CompletableFuture<T> begin(Supplier<T> work) {
        CompletableFuture<T> begun =
                CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().start(task));
        awaitWaiting(1);
        return begun;
    }

    /** @param sql with the user as its one parameter */
    public void execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, user);
            statement.execute();
        }
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Until so many of the service's transactions wait for a lock, which they do for five seconds at most. */
    public static void awaitWaiting(int transactions) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        while (Integer.parseInt(Identity.query("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE usename = 'identity_app' AND wait_event_type = 'Lock'
                        """)) < transactions && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
