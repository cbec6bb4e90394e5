package io.tentabo.kit.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts the open dead letters of all tenants and forgets what has grown old. */
@ApplicationScoped
class InboxWatch {

    private static final String MEASURE = """
            SELECT count(*) FILTER (WHERE status = 'DEAD')::int AS dead,
                   count(*) FILTER (WHERE status = 'PARKED')::int AS parked
            FROM dead_letters
            WHERE status IN ('DEAD', 'PARKED')
            """;

    /** In short transactions, so that the clean-up holds back neither vacuum nor consumers. */
    private static final int BATCH = 10_000;

    private static final String FORGET_EVENTS = """
            DELETE FROM inbox
            WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM inbox WHERE received_at < now() - make_interval(secs => $1) LIMIT $2))
            """;

    private static final String FORGET_REPLAYED = """
            DELETE FROM dead_letters
            WHERE id = ANY (ARRAY(
                SELECT id FROM dead_letters
                WHERE status = 'REPLAYED' AND replayed_at < now() - make_interval(secs => $1) LIMIT $2))
            """;

    private final InboxConfig config;
    private final Pool background;
    private volatile int dead;
    private volatile int parked;

    InboxWatch(InboxConfig config, @ReactiveDataSource("background") Pool background, MeterRegistry meters) {
        this.config = config;
        this.background = background;
        Gauge.builder("tentabo.dead.letters", () -> dead)
                .tag("status", "dead")
                .description("Events that could not take effect")
                .register(meters);
        Gauge.builder("tentabo.dead.letters", () -> parked)
                .tag("status", "parked")
                .description("Events that wait behind a dead one of the same key")
                .register(meters);
    }

    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return background
                .query(MEASURE)
                .execute()
                .invoke(rows -> {
                    Row row = rows.iterator().next();
                    dead = row.getInteger("dead");
                    parked = row.getInteger("parked");
                })
                .replaceWithVoid();
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetOldEvents() {
        return deleteAll(FORGET_EVENTS).chain(() -> deleteAll(FORGET_REPLAYED));
    }

    private Uni<Void> deleteAll(String sql) {
        Tuple parameters = Tuple.of((double) config.retention().toSeconds(), BATCH);
        return Multi.createBy()
                .repeating()
                .uni(() -> background.preparedQuery(sql).execute(parameters))
                .whilst(deleted -> deleted.rowCount() == BATCH)
                .onItem()
                .ignoreAsUni();
    }
}
