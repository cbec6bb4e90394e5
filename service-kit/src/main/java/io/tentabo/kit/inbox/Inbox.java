package io.tentabo.kit.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.inbox.EventEffects.Receipt;
import io.tentabo.kit.inbox.EventHandlers.Registration;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Lets consumed events take effect exactly once and in the order of their key.
 *
 * <p>A record is acknowledged when its effect is committed, when it is stored as a dead letter, or when no handler
 * wants it; so the returned Uni never fails, and a consumer never drops a record or stops. A crash before the
 * acknowledgement delivers the record again, and the inbox recognises it.
 */
@ApplicationScoped
public class Inbox {

    private static final Logger LOG = Logger.getLogger(Inbox.class);

    private final EventEffects effects;
    private final DeadLetters deadLetters;
    private final InboxConfig config;
    private final MeterRegistry meters;

    Inbox(EventEffects effects, DeadLetters deadLetters, InboxConfig config, MeterRegistry meters) {
        this.effects = effects;
        this.deadLetters = deadLetters;
        this.config = config;
        this.meters = meters;
    }

    /**
     * Consumes a record; called by the {@code @Incoming} method of an {@link EventConsumer}, which takes one
     * record after another.
     *
     * @return completes when the record may be acknowledged
     */
    public Uni<Void> consume(ConsumerRecord<String, byte[]> record, EventHandlers handlers) {
        Delivery delivery = Delivery.of(record);
        String type = delivery.eventType();
        if (type == null) {
            return bury(delivery, handlers, new MalformedEventException("The record names no event type"), 1);
        }
        Registration<?> registration = handlers.handling(type);
        return registration == null ? Uni.createFrom().voidItem() : consume(delivery, handlers, registration);
    }

    private Uni<Void> consume(Delivery delivery, EventHandlers handlers, Registration<?> registration) {
        Attempts attempts = new Attempts(delivery, handlers.consumer());
        return Uni.createFrom()
                .deferred(() -> attempt(delivery, handlers, registration))
                .onFailure()
                .retry()
                .when(failures -> failures.onItem().transformToUniAndConcatenate(attempts::afterFailure))
                .onFailure()
                .recoverWithUni(failure -> bury(delivery, handlers, failure, attempts.made.get()));
    }

    private Uni<Void> attempt(Delivery delivery, EventHandlers handlers, Registration<?> registration) {
        return effects.receive(delivery, handlers.consumer(), registration).chain(receipt -> {
            if (receipt == Receipt.HELD) {
                return deadLetters
                        .park(delivery, handlers.consumer())
                        .chain(isParked -> isParked
                                ? count(handlers, "parked")
                                // The letter it waited for was replayed in between.
                                : attempt(delivery, handlers, registration));
            }
            return count(handlers, receipt == Receipt.APPLIED ? "applied" : "known");
        });
    }

    private Uni<Void> bury(Delivery delivery, EventHandlers handlers, Throwable failure, int attempts) {
        String reason = FailureReason.of(failure);
        LOG.errorf(
                "Event %s of type %s becomes a dead letter of %s: %s",
                delivery.eventId(), delivery.eventType(), handlers.consumer(), reason);
        return Uni.createFrom()
                .deferred(() -> deadLetters.bury(delivery, handlers.consumer(), reason, attempts))
                .onFailure()
                .invoke(e -> LOG.errorf("A dead letter waits for the database: %s", FailureReason.of(e)))
                .onFailure()
                .retry()
                .withBackOff(config.minBackOff(), config.maxBackOff())
                .indefinitely()
                .chain(() -> count(handlers, "dead"));
    }

    private Uni<Void> count(EventHandlers handlers, String result) {
        meters.counter("tentabo.inbox.events", "consumer", handlers.consumer(), "result", result)
                .increment();
        return Uni.createFrom().voidItem();
    }

    /** Counts the failed attempts of one delivery and decides whether there is another. */
    private final class Attempts {

        private final Delivery delivery;
        private final String consumer;
        private Duration backOff = config.minBackOff();
        private final AtomicInteger made = new AtomicInteger();

        Attempts(Delivery delivery, String consumer) {
            this.delivery = delivery;
            this.consumer = consumer;
        }

        /** Emits the number of failed attempts when it is time for the next one, or fails when there is none. */
        Uni<Integer> afterFailure(Throwable failure) {
            if (failure instanceof MalformedEventException) {
                made.set(1);
                return Uni.createFrom().failure(failure);
            }
            LOG.warnf(
                    "Event %s of type %s failed in %s: %s",
                    delivery.eventId(), delivery.eventType(), consumer, FailureReason.of(failure));
            return effects.probe(delivery)
                    .replaceWith(true)
                    .onFailure()
                    .recoverWithItem(false)
                    .chain(isDatabaseUp -> {
                        if (isDatabaseUp && made.incrementAndGet() >= config.attempts()) {
                            return Uni.createFrom().failure(failure);
                        }
                        return pause();
                    });
        }

        private Uni<Integer> pause() {
            Duration now = backOff;
            Duration doubled = backOff.multipliedBy(2);
            backOff = doubled.compareTo(config.maxBackOff()) < 0 ? doubled : config.maxBackOff();
            return Uni.createFrom().item(made.get()).onItem().delayIt().by(now);
        }
    }
}
