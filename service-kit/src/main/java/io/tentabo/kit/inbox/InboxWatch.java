package io.tentabo.kit.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.BackgroundFigures;
import io.tentabo.kit.tenancy.OldRows;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts the open dead letters of all tenants and forgets what has grown old. */
@Startup
@ApplicationScoped
class InboxWatch {

    private static final String MEASURE = """
            SELECT count(*) FILTER (WHERE status = 'DEAD')::int AS dead,
                   count(*) FILTER (WHERE status = 'PARKED')::int AS parked
            FROM dead_letters
            WHERE status IN ('DEAD', 'PARKED')
            """;

    private static final int BATCH = 10_000;

    private static final String FORGET_EVENTS = """
            DELETE FROM inbox
            WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM inbox WHERE received_at < now() - make_interval(secs => $1) LIMIT $2))
            """;

    private static final String FORGET_CLOSED = """
            DELETE FROM dead_letters
            WHERE id = ANY (ARRAY(
                SELECT id FROM dead_letters
                WHERE coalesce(replayed_at, discarded_at) < now() - make_interval(secs => $1) LIMIT $2))
            """;

    private final InboxConfig config;
    private final Pool background;
    private volatile int dead;
    private volatile int parked;

    InboxWatch(
            InboxConfig config,
            @ReactiveDataSource("background") Pool background,
            BackgroundFigures figures,
            MeterRegistry meters) {
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
        figures.watch(MEASURE, row -> {
            dead = row.getInteger("dead");
            parked = row.getInteger("parked");
        });
    }

    @Scheduled(
            every = "1h",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> forgetOldEvents() {
        return OldRows.delete(background, FORGET_EVENTS, config.retention(), BATCH)
                .chain(() -> OldRows.delete(background, FORGET_CLOSED, config.retention(), BATCH));
    }
}
