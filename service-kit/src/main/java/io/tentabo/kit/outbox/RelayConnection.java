package io.tentabo.kit.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The one connection on which a relay is elected, listens, reads and deletes.
 *
 * <p>Because the lock belongs to the session, whoever can still read or delete here is the leader: a relay that lost
 * its connection cannot touch rows that a new leader is publishing. Calls block; only the relay's thread makes them.
 */
final class RelayConnection implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final String TRY_LOCK =
            "SELECT pg_try_advisory_lock(hashtext('tentabo.outbox'), hashtext(current_schema())) AS leads";

    /** A deletion that a crash of the server takes back makes an event be published again, which it may be. */
    private static final String LAZY_COMMITS = "SET synchronous_commit TO off";

    private static final String READ = """
            SELECT seq, id, tenant_id, aggregateid, type, payload::text AS payload, headers, created_at
            FROM outbox
            ORDER BY seq
            LIMIT $1
            """;

    private static final String DELETE = "DELETE FROM outbox WHERE seq = ANY($1)";

    private final SqlConnection connection;
    private final String channel;
    private volatile boolean isLost;
    private boolean leads;

    private RelayConnection(SqlConnection connection, String channel) {
        this.connection = connection;
        this.channel = channel;
    }

    /** Takes a connection out of the pool for as long as it lives; {@code wake} runs when another process asks. */
    static RelayConnection open(Pool pool, String service, Runnable wake) {
        SqlConnection connection = pool.getConnection().await().atMost(TIMEOUT);
        RelayConnection opened = new RelayConnection(connection, service + "_outbox");
        PgConnection.cast(connection.getDelegate())
                .notificationHandler(ignored -> wake.run())
                .closeHandler(ignored -> {
                    opened.isLost = true;
                    wake.run();
                });
        return opened;
    }

    /** True once the connection, and the lock with it, is gone. */
    boolean isLost() {
        return isLost;
    }

    /** Becomes the leader if there is none, and from then on hears the other processes of the service. */
    boolean lead() {
        if (!leads && first(query(TRY_LOCK, Tuple.tuple())).getBoolean("leads")) {
            await(Uni.combine()
                    .all()
                    .unis(query("LISTEN \"" + channel + "\"", Tuple.tuple()), query(LAZY_COMMITS, Tuple.tuple()))
                    .discardItems());
            leads = true;
        }
        return leads;
    }

    /**
     * Tells the leader in another process that there is something to publish. A standby sends this after the commits,
     * at most one at a time: notifying inside each transaction makes all commits of the database queue for one lock.
     */
    void callLeader() {
        await(query("SELECT pg_notify($1, '')", Tuple.of(channel)));
    }

    /** The oldest rows. */
    List<OutboxRow> read(int limit) {
        return rows(await(query(READ, Tuple.of(limit))));
    }

    /**
     * Deletes published rows and reads the next ones, in one flight. Deletes by sequence number and never by range: a
     * transaction may commit after another that drew higher numbers.
     */
    List<OutboxRow> deleteAndRead(List<OutboxRow> published, int limit) {
        Long[] numbers = published.stream().map(OutboxRow::seq).toArray(Long[]::new);
        return rows(await(Uni.combine()
                .all()
                .unis(query(DELETE, Tuple.of(numbers)), query(READ, Tuple.of(limit)))
                .with((deleted, next) -> next)));
    }

    /**
     * Gives up the lock and returns the connection to the pool as it came. Should the database not answer in time, the
     * statements are still ahead of whatever the pool's next user sends on this connection.
     */
    @Override
    public void close() {
        try {
            if (!isLost && leads) {
                await(Uni.combine()
                        .all()
                        .unis(
                                query("SELECT pg_advisory_unlock_all()", Tuple.tuple()),
                                query("UNLISTEN *", Tuple.tuple()),
                                query("RESET synchronous_commit", Tuple.tuple()))
                        .discardItems());
            }
        } finally {
            PgConnection.cast(connection.getDelegate())
                    .notificationHandler(null)
                    .closeHandler(null);
            await(connection.close());
        }
    }

    private Uni<RowSet<Row>> query(String sql, Tuple parameters) {
        return connection.preparedQuery(sql).execute(parameters);
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(TIMEOUT);
    }

    private static Row first(Uni<RowSet<Row>> query) {
        return await(query).iterator().next();
    }

    private static List<OutboxRow> rows(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(OutboxRow::of)
                .toList();
    }
}
