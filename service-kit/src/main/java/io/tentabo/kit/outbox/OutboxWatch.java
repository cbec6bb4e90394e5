package io.tentabo.kit.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.BackgroundFigures;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Measures the queue, and keeps it short when Debezium publishes. */
@Startup
@ApplicationScoped
class OutboxWatch {

    private static final String MEASURE = """
            SELECT count(*)::int AS depth,
                   coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 AS oldest_age
            FROM outbox
            """;

    private final OutboxConfig config;
    private final Pool background;
    private volatile int depth;
    private volatile double oldestAge;

    OutboxWatch(
            OutboxConfig config,
            @ReactiveDataSource("background") Pool background,
            BackgroundFigures figures,
            MeterRegistry meters) {
        this.config = config;
        this.background = background;
        Gauge.builder("tentabo.outbox.depth", () -> depth)
                .description("Committed events that are not yet published")
                .register(meters);
        Gauge.builder("tentabo.outbox.oldest.age", () -> oldestAge)
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(meters);
        figures.watch(MEASURE, row -> {
            depth = row.getInteger("depth");
            oldestAge = row.getDouble("oldest_age");
        });
    }

    @Scheduled(
            every = "1h",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> deleteWhatDebeziumHasRead() {
        if (config.relay().enabled()) {
            return Uni.createFrom().voidItem();
        }
        Duration retention = config.retention();
        return background
                .preparedQuery("DELETE FROM outbox WHERE created_at < now() - make_interval(secs => $1)")
                .execute(Tuple.of(SqlTime.seconds(retention)))
                .replaceWithVoid();
    }
}
