package io.tentabo.identity.provider;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.tentabo.kit.tenancy.BackgroundFigures;
import jakarta.inject.Singleton;
import java.util.Locale;

/** What operators watch about the providers that tenants have put to use: how many there are in each health. */
@Startup
@Singleton
class ProviderFigures {

    private static final String MEASURE = """
            SELECT (count(*) FILTER (WHERE health = 'HEALTHY'))::int AS healthy,
                   (count(*) FILTER (WHERE health = 'DEGRADED'))::int AS degraded,
                   (count(*) FILTER (WHERE health = 'OFFLINE'))::int AS offline,
                   (count(*) FILTER (WHERE health = 'UNKNOWN'))::int AS unknown
            FROM auth_providers
            WHERE is_active
            """;

    private volatile int[] counts = new int[ProviderHealth.values().length];

    ProviderFigures(BackgroundFigures figures, MeterRegistry meters) {
        for (ProviderHealth health : ProviderHealth.values()) {
            Gauge.builder("tentabo.auth.providers", () -> counts[health.ordinal()])
                    .description("Active authentication providers")
                    .tag("health", health.name())
                    .register(meters);
        }
        figures.watch(MEASURE, row -> {
            int[] counted = new int[ProviderHealth.values().length];
            for (ProviderHealth health : ProviderHealth.values()) {
                counted[health.ordinal()] = row.getInteger(health.name().toLowerCase(Locale.ROOT));
            }
            counts = counted;
        });
    }
}
