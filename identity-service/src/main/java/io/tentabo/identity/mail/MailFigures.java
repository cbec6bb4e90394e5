package io.tentabo.identity.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.tentabo.identity.onetime.TokenPurpose;
import io.tentabo.kit.tenancy.BackgroundFigures;
import jakarta.inject.Singleton;

/** What operators watch about mails. */
@Startup
@Singleton
class MailFigures {

    private static final String MEASURE = """
            SELECT (count(*) FILTER (WHERE status = 'WAITING'))::int AS waiting,
                   coalesce(extract(epoch FROM clock_timestamp() - min(created_at) FILTER (WHERE status = 'WAITING')), 0)
                       ::float8 AS oldest_age,
                   (count(*) FILTER (WHERE status = 'FAILED' AND updated_at > now() - interval '1 day'))::int AS given_up
            FROM mails
            """;

    private final MeterRegistry meters;
    private volatile int waiting;
    private volatile double oldestAge;
    private volatile int givenUp;

    MailFigures(BackgroundFigures figures, MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("tentabo.mail.waiting", () -> waiting)
                .description("Mails that are not sent yet")
                .register(meters);
        Gauge.builder("tentabo.mail.oldest.age", () -> oldestAge)
                .description("How long the oldest of them has waited")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("tentabo.mail.given.up", () -> givenUp)
                .description("Mails that were given up within the last day")
                .register(meters);
        figures.watch(MEASURE, row -> {
            waiting = row.getInteger("waiting");
            oldestAge = row.getDouble("oldest_age");
            givenUp = row.getInteger("given_up");
        });
    }

    void sent(TokenPurpose purpose) {
        meters.counter("tentabo.mail.sent", "purpose", purpose.name()).increment();
    }

    void failed(TokenPurpose purpose) {
        meters.counter("tentabo.mail.failures", "purpose", purpose.name()).increment();
    }
}
