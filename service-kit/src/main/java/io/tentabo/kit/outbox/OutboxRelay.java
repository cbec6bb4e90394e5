package io.tentabo.kit.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the outbox to Kafka, in order, at least once.
 *
 * <p>Every process of a service runs one, on a thread of its own; an advisory lock makes one of them the leader. Rows
 * are deleted after the broker has acknowledged them. A crash in between publishes them again, in the same order, and
 * consumers recognise the event id; the first delivery of every event is therefore in order, whoever leads.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private final OutboxConfig.Relay config;
    private final Pool pool;
    private final RelayProducer producer;
    private final String service;
    private final Counter failures;
    private final Timer delay;
    private final InstantSource clock = InstantSource.system();
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean isStopping;
    private volatile boolean isLeader;
    private @Nullable Thread thread;

    OutboxRelay(
            OutboxConfig config,
            @ReactiveDataSource("background") Pool pool,
            RelayProducer producer,
            @ConfigProperty(name = "tentabo.service") String service,
            MeterRegistry meters) {
        this.config = config.relay();
        this.pool = pool;
        this.producer = producer;
        this.service = service;
        failures = Counter.builder("tentabo.outbox.failures")
                .description("Times the relay had to start over because the database or the broker failed")
                .register(meters);
        delay = Timer.builder("tentabo.outbox.delay")
                .description("From the event's insertion to the broker's acknowledgement")
                .publishPercentileHistogram()
                .register(meters);
        Gauge.builder("tentabo.outbox.leader", () -> isLeader ? 1 : 0)
                .description("1 in the process whose relay publishes")
                .register(meters);
    }

    /** Something was committed. Returns at once; safe from any thread, event loops included. */
    public void wake() {
        if (wakeUps.availablePermits() == 0) {
            wakeUps.release();
        }
    }

    void start(@Observes StartupEvent ignored) {
        if (config.enabled()) {
            isStopping = false;
            thread = Thread.ofPlatform().name("outbox-relay").start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent ignored) throws InterruptedException {
        if (thread != null) {
            isStopping = true;
            wake();
            if (!thread.join(config.stopTimeout())) {
                thread.interrupt();
                thread.join();
            }
        }
    }

    private void run() {
        Duration backOff = config.minBackOff();
        while (!isStopping) {
            try (RelayConnection connection = RelayConnection.open(pool, service, this::wake)) {
                // Whoever was woken while there was no connection has not been heard.
                wake();
                while (!isStopping && !connection.isLost()) {
                    if (connection.lead()) {
                        lead();
                        publishAll(connection);
                        backOff = config.minBackOff();
                        sleep(config.pollInterval());
                    } else if (sleep(config.pollInterval())) {
                        connection.callLeader();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                isStopping = true;
            } catch (RuntimeException e) {
                if (!isStopping) {
                    failures.increment();
                    LOG.warnf("The outbox relay starts over in %d ms: %s", backOff.toMillis(), e);
                    backOff = pause(backOff);
                }
            } finally {
                stepDown();
            }
        }
        producer.close();
    }

    private void publishAll(RelayConnection connection) throws InterruptedException {
        List<OutboxRow> rows = connection.read(config.batchSize());
        while (!rows.isEmpty()) {
            producer.publish(rows, connection::isLost);
            for (OutboxRow row : rows) {
                delay.record(Duration.between(row.createdAt().toInstant(), clock.instant()));
            }
            rows = isStopping ? connection.deleteAndRead(rows, 0) : connection.deleteAndRead(rows, config.batchSize());
        }
    }

    private void lead() {
        if (!isLeader) {
            isLeader = true;
            LOG.infof("This process publishes the outbox of %s", service);
        }
    }

    private void stepDown() {
        if (isLeader) {
            isLeader = false;
            LOG.infof("This process no longer publishes the outbox of %s", service);
        }
    }

    /** Waits for a wake-up, at most for the given time; true when there was one. */
    private boolean sleep(Duration atMost) throws InterruptedException {
        boolean isWoken = wakeUps.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
        wakeUps.drainPermits();
        return isWoken;
    }

    /** Pauses whatever wakes it, unless stopping, and answers the next, longer pause. */
    private Duration pause(Duration backOff) {
        try {
            long deadline = System.nanoTime() + backOff.toNanos();
            while (!isStopping && System.nanoTime() < deadline) {
                sleep(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            isStopping = true;
        }
        Duration doubled = backOff.multipliedBy(2);
        return doubled.compareTo(config.maxBackOff()) < 0 ? doubled : config.maxBackOff();
    }
}
