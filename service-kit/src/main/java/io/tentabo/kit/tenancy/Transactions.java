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
 * Cancelling the returned Uni does not stop a transaction that has begun: it ends by itself and gives its connection back.
 */
@ApplicationScoped
public class Transactions {

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
     * @throws IllegalStateException (in the returned Uni) when called inside a reading transaction
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
            Transaction open = open();
            if (open != null) {
                return open.query(sql, parameters);
            }
            return toItsEnd(pool.getConnection().chain(connection -> readInOneFlight(connection, sql, parameters)
                    .eventually(connection::close)));
        });
    }

    /** A cancelled Uni runs none of its final steps, so a cancelled transaction would keep its connection for ever. */
    private static <T> Uni<T> toItsEnd(Uni<T> transaction) {
        return Uni.createFrom().emitter(emitter -> transaction.subscribe().with(emitter::complete, emitter::fail));
    }

    private static Uni<RowSet<Row>> readInOneFlight(SqlConnection connection, String sql, Tuple parameters) {
        Tuple settings = Tuple.newInstance(CallerSettings.of(CallerContext.current()));
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
        Context context = Vertx.currentContext();
        return sessions.openSession().chain(session -> session.withTransaction(ignored -> {
                    Transaction transaction =
                            new Transaction(caller, SqlConnection.newInstance(TenantConnection.current()), session);
                    context.putLocal(KEY, transaction);
                    return work.apply(transaction).map(result -> new Outcome<>(transaction, result));
                })
                .eventually(() -> {
                    context.removeLocal(KEY);
                    return session.close();
                })
                .map(Outcome::committed));
    }

    private <T> Uni<T> beginReading(Function<Transaction, Uni<T>> work) {
        Caller caller = CallerContext.current();
        Context context = Vertx.currentContext();
        return pool.getConnection().chain(connection -> {
            Uni<io.vertx.mutiny.sqlclient.Transaction> begun =
                    connection.begin().memoize().indefinitely();
            begun.subscribe().with(ignored -> {}, ignored -> {});
            connection.query("SET TRANSACTION READ ONLY").execute().subscribe().with(ignored -> {}, ignored -> {});
            Transaction transaction = new Transaction(caller, connection, null);
            context.putLocal(KEY, transaction);
            return Uni.createFrom()
                    .deferred(() -> work.apply(transaction))
                    .eventually(() -> {
                        context.removeLocal(KEY);
                        return begun.chain(io.vertx.mutiny.sqlclient.Transaction::rollback);
                    })
                    .eventually(connection::close);
        });
    }

    private static @Nullable Transaction open() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("A transaction needs a Vert.x context: see CallerContext.inBackground");
        }
        return context.getLocal(KEY);
    }

    private record Outcome<T>(Transaction transaction, T result) {

        T committed() {
            transaction.committed();
            return result;
        }
    }
}
