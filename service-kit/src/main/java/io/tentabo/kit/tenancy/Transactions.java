package io.tentabo.kit.tenancy;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The one way into a database transaction.
 *
 * <p>Each begins with the settings of the {@link CallerContext current caller}, from which row-level security decides
 * what it sees. A call inside an open transaction of the same context joins it. Work that fails rolls everything back.
 *
 * <p>A context has one transaction at a time, since a second one could not be told from one that joins, and statements
 * would land on each other's connection. So what is started beside a transaction that is being opened is refused, what is
 * started beside an open one joins it, and is refused under another caller or once that one's work has ended. To read
 * several things at once, subscribe to the statements of <em>one</em> transaction. Only {@link #read(String, Tuple)
 * queries in one flight} may run beside each other: each has a connection of its own, and the caller of its start.
 *
 * <p>Cancelling the returned Uni does not stop a transaction that has begun: it ends by itself and gives its connection back.
 */
@ApplicationScoped
public class Transactions {

    /** Holds the open {@link Transaction} of a context, or the {@link Opening} of one. */
    private static final String KEY = "tentabo.transaction";

    private final Mutiny.SessionFactory sessions;
    private final Pool pool;

    Transactions(Mutiny.SessionFactory sessions, Pool pool) {
        this.sessions = sessions;
        this.pool = pool;
    }

    /**
     * Runs work in a transaction with a Hibernate session; entities that it changed are flushed before the commit.
     *
     * @throws IllegalStateException (in the returned Uni) when called inside a reading transaction, or while another
     *     one is being opened on the context
     */
    public <T> Uni<T> write(Function<Transaction, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Transaction open = open();
            if (open == null) {
                return toItsEnd(beginWriting(work));
            }
            if (open.isReadOnly()) {
                throw new IllegalStateException("A reading transaction cannot be joined by a writing one");
            }
            return work.apply(open);
        });
    }

    /**
     * Runs queries in a transaction without a session. {@code BEGIN}, the settings and the queries that {@code work}
     * subscribes to at once travel in one flight.
     *
     * @throws IllegalStateException (in the returned Uni) when called while another one is being opened on the context
     */
    public <T> Uni<T> read(Function<Transaction, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            Transaction open = open();
            return open == null ? toItsEnd(beginReading(work)) : work.apply(open);
        });
    }

    /** Runs one query in a transaction of its own: {@code BEGIN}, settings, query and {@code COMMIT} in one flight. */
    public Uni<RowSet<Row>> read(String sql, Tuple parameters) {
        return Uni.createFrom().deferred(() -> {
            if (local(context()) instanceof Transaction open) {
                return joined(open).query(sql, parameters);
            }
            Caller caller = CallerContext.current();
            return toItsEnd(
                    pool.getConnection().chain(connection -> readInOneFlight(connection, caller, sql, parameters)
                            .eventually(connection::close)));
        });
    }

    /** A cancelled Uni runs none of its final steps, so a cancelled transaction would keep its connection for ever. */
    private static <T> Uni<T> toItsEnd(Uni<T> transaction) {
        return Uni.createFrom().emitter(emitter -> transaction.subscribe().with(emitter::complete, emitter::fail));
    }

    private static Uni<RowSet<Row>> readInOneFlight(
            SqlConnection connection, Caller caller, String sql, Tuple parameters) {
        Tuple settings = Tuple.newInstance(CallerSettings.of(caller));
        Uni<RowSet<Row>> begin = connection.query("BEGIN READ ONLY").execute();
        Uni<RowSet<Row>> set = connection.preparedQuery(CallerSettings.SQL).execute(settings);
        Uni<RowSet<Row>> query = connection.preparedQuery(sql).execute(parameters);
        Uni<RowSet<Row>> commit = connection.query("COMMIT").execute();
        // The combination subscribes in this order without awaiting. All four are awaited, whatever fails, so that the
        // connection goes back to the pool outside any transaction.
        return Uni.combine()
                .all()
                .unis(begin, set, query, commit)
                .collectFailures()
                .with((b, s, rows, c) -> rows);
    }

    private <T> Uni<T> beginWriting(Function<Transaction, Uni<T>> work) {
        Caller caller = CallerContext.current();
        Context context = context();
        context.putLocal(KEY, new Opening(caller));
        return sessions.openSession()
                .chain(session -> session.withTransaction(ignored -> {
                            Transaction transaction = new Transaction(
                                    caller, SqlConnection.newInstance(TenantConnection.current()), session);
                            context.putLocal(KEY, transaction);
                            return work.apply(transaction)
                                    .onTermination()
                                    .invoke(transaction::end)
                                    .map(result -> new Outcome<>(transaction, result));
                        })
                        .eventually(session::close))
                .eventually(() -> context.removeLocal(KEY))
                .map(Outcome::committed);
    }

    private <T> Uni<T> beginReading(Function<Transaction, Uni<T>> work) {
        Caller caller = CallerContext.current();
        Context context = context();
        context.putLocal(KEY, new Opening(caller));
        return pool.getConnection()
                .chain(connection -> {
                    Uni<io.vertx.mutiny.sqlclient.Transaction> begun =
                            connection.begin().memoize().indefinitely();
                    begun.subscribe().with(ignored -> {}, ignored -> {});
                    connection
                            .query("SET TRANSACTION READ ONLY")
                            .execute()
                            .subscribe()
                            .with(ignored -> {}, ignored -> {});
                    Transaction transaction = new Transaction(caller, connection, null);
                    context.putLocal(KEY, transaction);
                    return Uni.createFrom()
                            .deferred(() -> work.apply(transaction))
                            .onTermination()
                            .invoke(transaction::end)
                            .eventually(() -> begun.chain(io.vertx.mutiny.sqlclient.Transaction::rollback))
                            .eventually(connection::close);
                })
                .eventually(() -> context.removeLocal(KEY));
    }

    private static @Nullable Transaction open() {
        Object local = local(context());
        if (local instanceof Opening) {
            throw new IllegalStateException("Another transaction is being opened on this context at the same time:"
                    + " await it, or do both in one transaction");
        }
        return local instanceof Transaction open ? joined(open) : null;
    }

    /** Work of one caller never lands in the transaction of another, which its rows would be decided by. */
    private static Transaction joined(Transaction open) {
        if (!open.caller().equals(CallerContext.current())) {
            throw new IllegalStateException("A transaction of another caller is open on this context");
        }
        return open;
    }

    /** On whose behalf the transaction begins that the context opens; the present caller's where none does. */
    static Caller beginningCaller(@Nullable Context context) {
        return context != null && local(context) instanceof Opening(Caller caller) ? caller : CallerContext.current();
    }

    private static Context context() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("A transaction needs a Vert.x context: see CallerContext.inBackground");
        }
        return context;
    }

    private static @Nullable Object local(Context context) {
        return context.getLocal(KEY);
    }

    /** Stands for a transaction until it has its connection. */
    private record Opening(Caller caller) {}

    private record Outcome<T>(Transaction transaction, T result) {

        T committed() {
            transaction.committed();
            return result;
        }
    }
}
