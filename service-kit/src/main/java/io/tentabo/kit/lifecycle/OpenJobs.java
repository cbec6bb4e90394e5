package io.tentabo.kit.lifecycle;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tentabo.kit.tenancy.BackgroundFigures;

/** Makes visible how many jobs of a kind are open, and how many of them keep failing. */
public final class OpenJobs {

    private volatile int open;
    private volatile int failing;

    private OpenJobs() {}

    /**
     * Measures from now on.
     *
     * @param table that holds the jobs of all tenants, with {@code completed_at} and {@code failures}
     * @param meter the gauge's name
     * @param jobs what they are, as a sentence begins
     */
    public static void watch(BackgroundFigures figures, MeterRegistry meters, String table, String meter, String jobs) {
        OpenJobs measured = new OpenJobs();
        Gauge.builder(meter, () -> measured.open)
                .tag("state", "open")
                .description(jobs + " that are not completed")
                .register(meters);
        Gauge.builder(meter, () -> measured.failing)
                .tag("state", "failing")
                .description(jobs + " that have failed and are tried again")
                .register(meters);
        figures.watch(measure(table), row -> {
            measured.open = row.getInteger("open");
            measured.failing = row.getInteger("failing");
        });
    }

    private static String measure(String table) {
        return """
                SELECT count(*)::int AS open, count(*) FILTER (WHERE failures > 0)::int AS failing
                FROM %s
                WHERE completed_at IS NULL
                """.formatted(table);
    }
}
