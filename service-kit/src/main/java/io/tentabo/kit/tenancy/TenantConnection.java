package io.tentabo.kit.tenancy;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.spi.DatabaseMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A connection that answers {@code begin()} by sending {@code BEGIN} and the caller's settings in one flight.
 *
 * <p>It remembers itself on the context that began the transaction, so that {@link Transactions} can send plain SQL on
 * the connection that a Hibernate session uses.
 */
final class TenantConnection implements SqlConnection {

    private static final String KEY = "tentabo.connection";

    private final SqlConnection delegate;

    TenantConnection(SqlConnection delegate) {
        this.delegate = delegate;
    }

    /** The connection on which the current context began its latest transaction. */
    static SqlConnection current() {
        SqlConnection connection = Vertx.currentContext().getLocal(KEY);
        if (connection == null) {
            throw new IllegalStateException("No transaction was begun on this context");
        }
        return connection;
    }

    @Override
    public Future<Transaction> begin() {
        Context context = Vertx.currentContext();
        if (context != null) {
            context.putLocal(KEY, this);
        }
        Future<Transaction> begun = delegate.begin();
        Future<RowSet<Row>> settings = delegate.preparedQuery(CallerSettings.SQL)
                .execute(CallerSettings.of(Transactions.beginningCaller(context)));
        return Future.all(begun, settings).map(ignored -> begun.result());
    }

    @Override
    public void begin(Handler<AsyncResult<Transaction>> handler) {
        begin().onComplete(handler);
    }

    @Override
    public @Nullable Transaction transaction() {
        return delegate.transaction();
    }

    @Override
    public SqlConnection prepare(String sql, Handler<AsyncResult<PreparedStatement>> handler) {
        delegate.prepare(sql, handler);
        return this;
    }

    @Override
    public Future<PreparedStatement> prepare(String sql) {
        return delegate.prepare(sql);
    }

    @Override
    public SqlConnection prepare(String sql, PrepareOptions options, Handler<AsyncResult<PreparedStatement>> handler) {
        delegate.prepare(sql, options, handler);
        return this;
    }

    @Override
    public Future<PreparedStatement> prepare(String sql, PrepareOptions options) {
        return delegate.prepare(sql, options);
    }

    @Override
    public SqlConnection exceptionHandler(Handler<Throwable> handler) {
        delegate.exceptionHandler(handler);
        return this;
    }

    @Override
    public SqlConnection closeHandler(Handler<Void> handler) {
        delegate.closeHandler(handler);
        return this;
    }

    @Override
    public boolean isSSL() {
        return delegate.isSSL();
    }

    @Override
    public DatabaseMetadata databaseMetadata() {
        return delegate.databaseMetadata();
    }

    @Override
    public Query<RowSet<Row>> query(String sql) {
        return delegate.query(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
        return delegate.preparedQuery(sql);
    }

    @Override
    public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
        return delegate.preparedQuery(sql, options);
    }

    @Override
    public void close(Handler<AsyncResult<Void>> handler) {
        delegate.close(handler);
    }

    @Override
    public Future<Void> close() {
        return delegate.close();
    }
}
