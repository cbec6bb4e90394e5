package io.tentabo.kit.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.tentabo.kit.tenancy.BackgroundFigures;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the unsealed window visible: how many records are not in their chain yet, and since when. */
@Startup
@ApplicationScoped
class AuditBacklog {

    private static final String SQL = """
            SELECT count(*) AS records,
                   coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS oldest_seconds
            FROM audit_logs
            WHERE seq IS NULL
            """;

    private volatile long records;
    private volatile double oldestSeconds;

    AuditBacklog(BackgroundFigures figures, MeterRegistry meters) {
        Gauge.builder("tentabo.audit.unsealed", () -> records)
                .description("Committed audit records that are not in their tenant's chain yet")
                .register(meters);
        Gauge.builder("tentabo.audit.unsealed.age", () -> oldestSeconds)
                .description("Age of the oldest unsealed audit record")
                .baseUnit("seconds")
                .register(meters);
        figures.watch(SQL, row -> {
            records = row.getLong("records");
            oldestSeconds = row.getDouble("oldest_seconds");
        });
    }
}
