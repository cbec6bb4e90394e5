package io.tentabo.identity.attempt;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Counts failed attempts and makes the next one wait, longer each time but never for good.
 *
 * <p>Failures are counted by subject and address together, by subject alone, and by address alone; some are free, then
 * the wait doubles from one second up to a limit. Counts leak away with time, so a slow trickle of typing errors from a
 * large office never adds up. An attempt is judged when it arrives and, if the secret was right, once more before it
 * takes effect: guesses sent in parallel gain nothing over guesses sent in turn.
 */
@Singleton
public class Attempts {

    private static final Duration LONG_WAIT = Duration.ofMinutes(15);
    private static final Duration SHORT_WAIT = Duration.ofMinutes(1);
    private static final Duration SLOW_LEAK = Duration.ofMinutes(10);
    private static final Duration FAST_LEAK = Duration.ofMinutes(1);

    private static final String STANDING = """
            SELECT greatest(max(wait) FILTER (WHERE key IN ($1, $3)), 0), greatest(max(wait) FILTER (WHERE key = $2), 0),
                   coalesce(bool_or(key = $1), false)
            FROM (
                SELECT key, ceil(extract(epoch FROM blocked_until - now()))::bigint AS wait
                FROM attempts
                WHERE key IN ($1, $2, $3)
            ) a
            """;
    /** $2 failures are free, one is forgotten every $3 seconds, no wait is longer than $4 seconds. */
    private static final String FAILED = """
            INSERT INTO attempts AS a (key, failures, blocked_until)
            VALUES ($1, 1, CASE WHEN $2::int = 0 THEN now() + interval '1 second' END)
            ON CONFLICT (key) DO UPDATE
            SET (failures, blocked_until, last_failure_at) = (
                SELECT n.failures,
                       CASE WHEN n.failures > $2::int
                            THEN now() + least($4::int, power(2, least(n.failures - $2::int - 1, 20)))
                                         * interval '1 second'
                       END,
                       now()
                FROM (
                    SELECT 1 + greatest(
                        0, a.failures - floor(extract(epoch FROM now() - a.last_failure_at) / $3::int)::int
                    ) AS failures
                ) n
            )
            """;

    private static final String SUCCEEDED = "DELETE FROM attempts WHERE key = $1";
    private static final String CLEAN_UP = "DELETE FROM attempts WHERE last_failure_at < now() - interval '1 day'";

    private final Transactions transactions;
    private final Pool background;
    private final IdentityConfig.Attempts config;

    Attempts(Transactions transactions, @ReactiveDataSource("background") Pool background, IdentityConfig config) {
        this.transactions = transactions;
        this.background = background;
        this.config = config.attempts();
    }

    /** How long this attempt has to wait. */
    public Uni<Standing> standing(Attempt attempt) {
        return transactions.read(STANDING, keys(attempt)).map(Attempts::standing);
    }

    /** The same inside a transaction, for the second judgement. */
    public Uni<Standing> standing(Transaction tx, Attempt attempt) {
        return tx.query(STANDING, keys(attempt)).map(Attempts::standing);
    }

    private static Tuple keys(Attempt attempt) {
        return Tuple.of(
                Buffer.buffer(attempt.pairKey()),
                Buffer.buffer(attempt.subjectKey()),
                Buffer.buffer(attempt.addressKey()));
    }

    private static Standing standing(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        return new Standing(row.getLong(0), row.getLong(1), row.getBoolean(2));
    }

    /** Counts a failure. The order of the keys is the same for all, so two attempts cannot wait for each other. */
    public Uni<Void> failed(Attempt attempt) {
        Tuple address = count(attempt.addressKey(), config.perAddress(), FAST_LEAK, LONG_WAIT);
        List<Tuple> counts = attempt.subject() == null
                ? List.of(address)
                : List.of(
                        count(attempt.pairKey(), config.perSubjectAndAddress(), SLOW_LEAK, LONG_WAIT),
                        count(attempt.subjectKey(), config.perSubject(), FAST_LEAK, SHORT_WAIT),
                        address);
        return transactions.write(tx -> tx.batch(FAILED, counts));
    }

    /** Forgets what this subject failed from this address, where that has been counted. */
    public Uni<Void> succeeded(Attempt attempt, Standing standing) {
        return standing.isCounted()
                ? transactions.write(tx -> succeeded(tx, attempt))
                : Uni.createFrom().voidItem();
    }

    /** Forgets what this subject failed from this address. */
    public Uni<Void> succeeded(Transaction tx, Attempt attempt) {
        return tx.update(SUCCEEDED, Tuple.of(Buffer.buffer(attempt.pairKey()))).replaceWithVoid();
    }

    @Scheduled(
            every = "1h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> cleanUp() {
        return background.query(CLEAN_UP).execute().replaceWithVoid();
    }

    private static Tuple count(byte[] key, int free, Duration leak, Duration limit) {
        return Tuple.of(
                Buffer.buffer(key), free, Math.toIntExact(leak.toSeconds()), Math.toIntExact(limit.toSeconds()));
    }
}
