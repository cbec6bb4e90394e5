package io.tentabo.kit.tenancy;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Where the services read the present from, in the precision in which PostgreSQL keeps it: what was just written equals
 * what is read back. A test may provide another source.
 */
@Singleton
class DatabaseClock {

    private static final Duration PRECISION = Duration.ofNanos(1_000);

    @Produces
    @DefaultBean
    @Singleton
    InstantSource clock() {
        return Clock.tick(Clock.systemUTC(), PRECISION);
    }
}
