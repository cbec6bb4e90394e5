package io.tentabo.kit.privacy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.tentabo.kit.tenancy.BackgroundFigures;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes visible how many jobs are open, and how many of them keep failing. */
@Startup
@ApplicationScoped
class PersonJobWatch {

    private static final String MEASURE = """
            SELECT count(*)::int AS open, count(*) FILTER (WHERE failures > 0)::int AS failing
            FROM person_jobs
            WHERE completed_at IS NULL
            """;

    private volatile int open;
    private volatile int failing;

    PersonJobWatch(BackgroundFigures figures, MeterRegistry meters) {
        Gauge.builder("tentabo.person.jobs", () -> open)
                .tag("state", "open")
                .description("Exports and erasures of persons that are not completed")
                .register(meters);
        Gauge.builder("tentabo.person.jobs", () -> failing)
                .tag("state", "failing")
                .description("Exports and erasures of persons that have failed and are tried again")
                .register(meters);
        figures.watch(MEASURE, row -> {
            open = row.getInteger("open");
            failing = row.getInteger("failing");
        });
    }
}
