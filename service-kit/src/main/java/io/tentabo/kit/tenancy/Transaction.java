package io.tentabo.kit.tenancy;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.Caller;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction of the current caller.
 *
 * <p>Statements of one transaction run in the order in which they are subscribed to, and may be subscribed to without
 * awaiting each other: they then travel in one flight. Entities of {@link #session()} are written when the session is
 * flushed, at the latest before the commit; flush first where SQL depends on them. Never run two operations of the
 * session at once.
 */
public final class Transaction {

    private final Caller caller;
    private final SqlConnection connection;
    private final Mutiny.@Nullable Session session;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private volatile boolean ended;

    Transaction(Caller caller, SqlConnection connection, Mutiny.@Nullable Session session) {
        this.caller = caller;
        this.connection = connection;
        this.session = session;
    }

    /** On whose behalf the transaction runs; the same for all of it. */
    public Caller caller() {
        return caller;
    }

    /**
     * Runs a statement with {@code $1}-style parameters.
     *
     * @throws IllegalStateException when the transaction has ended, because its work did not wait for this
     */
    public Uni<RowSet<Row>> query(String sql, Tuple parameters) {
        requireOpen();
        return connection.preparedQuery(sql).execute(parameters);
    }

    /** Runs a statement without parameters. */
    public Uni<RowSet<Row>> query(String sql) {
        return query(sql, Tuple.tuple());
    }

    /** Runs a statement and answers how many rows it changed. */
    public Uni<Integer> update(String sql, Tuple parameters) {
        return query(sql, parameters).map(RowSet::rowCount);
    }

    /** Runs a statement once for each tuple, in one flight; does nothing for an empty list. */
    public Uni<Void> batch(String sql, List<Tuple> tuples) {
        if (tuples.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        requireOpen();
        return connection.preparedQuery(sql).executeBatch(tuples).replaceWithVoid();
    }

    /**
     * The Hibernate session of a writing transaction, on the same connection as {@link #query}.
     *
     * @throws IllegalStateException in a reading transaction
     */
    public Mutiny.Session session() {
        if (session == null) {
            throw new IllegalStateException("A reading transaction has no session: use Transactions.write");
        }
        return session;
    }

    /** Runs an action once the commit has succeeded, and never if it has not. The action must not fail. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("The transaction has ended: its work must await what runs in it");
        }
    }

    /** From here on its connection is somebody else's. */
    void end() {
        ended = true;
    }

    boolean isReadOnly() {
        return session == null;
    }

    void committed() {
        afterCommit.forEach(Runnable::run);
    }
}
