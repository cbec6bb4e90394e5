package io.tentabo.kit.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the unsealed window visible: how many records are not in their chain yet, and since when. */
@ApplicationScoped
class AuditBacklog {

    private static final String SQL = """
            SELECT count(*) AS records,
                   coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS oldest_seconds
            FROM audit_logs
            WHERE seq IS NULL
            """;

    private final Pool pool;
    private volatile long records;
    private volatile double oldestSeconds;

    AuditBacklog(@ReactiveDataSource("background") Pool pool, MeterRegistry meters) {
        this.pool = pool;
        Gauge.builder("tentabo.audit.unsealed", () -> records)
                .description("Committed audit records that are not in their tenant's chain yet")
                .register(meters);
        Gauge.builder("tentabo.audit.unsealed.age", () -> oldestSeconds)
                .description("Age of the oldest unsealed audit record")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return pool.query(SQL)
                .execute()
                .invoke(rows -> {
                    Row row = rows.iterator().next();
                    records = row.getLong("records");
                    oldestSeconds = row.getDouble("oldest_seconds");
                })
                .replaceWithVoid();
    }
}
