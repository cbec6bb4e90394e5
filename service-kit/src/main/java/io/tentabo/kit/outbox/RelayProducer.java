package io.tentabo.kit.outbox;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The relay's Kafka producer, used by the relay's thread alone.
 *
 * <p>What can be retried the producer retries without end, in order, because it is idempotent; it never gives up a
 * record and lets a later one of the same key overtake it. What cannot be retried makes the batch fail as a whole: the
 * producer is thrown away with all it still holds, and the batch is published again by a new one.
 */
@ApplicationScoped
class RelayProducer {

    private static final Duration MAX_BLOCK = Duration.ofSeconds(5);
    private static final long CHECK_EVERY_MILLIS = 200;

    private final Map<String, Object> settings = new HashMap<>();
    private final String topic;
    private final String source;
    private @Nullable Producer<String, byte[]> producer;

    RelayProducer(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            @ConfigProperty(name = "tentabo.service") String service) {
        topic = "tentabo." + service + ".events.v1";
        source = "/" + service;
        broker.forEach((name, value) -> {
            if (ProducerConfig.configNames().contains(name)) {
                settings.put(name, value);
            }
        });
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, service + "-outbox");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) MAX_BLOCK.toMillis());
    }

    /**
     * Publishes rows in order and returns when the broker has acknowledged all of them.
     *
     * @param isAbandoned asked while waiting: true makes the batch fail
     * @throws PublishingException when it is unknown whether all were published
     */
    void publish(List<OutboxRow> rows, BooleanSupplier isAbandoned) throws InterruptedException {
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>(rows.size());
            for (OutboxRow row : rows) {
                Future<RecordMetadata> acknowledgement = producer().send(row.record(topic, source));
                // Refused before it was queued, e.g. because the topic does not answer: nothing may overtake it.
                if (acknowledgement.isDone()) {
                    acknowledgement.get();
                }
                sent.add(acknowledgement);
            }
            for (Future<RecordMetadata> acknowledgement : sent) {
                await(acknowledgement, isAbandoned);
            }
        } catch (ExecutionException e) {
            close();
            throw new PublishingException(e.getCause());
        } catch (RuntimeException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /** Drops the producer and what it has not sent. */
    void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private static void await(Future<RecordMetadata> acknowledgement, BooleanSupplier isAbandoned)
            throws ExecutionException, InterruptedException {
        while (true) {
            try {
                acknowledgement.get(CHECK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                if (isAbandoned.getAsBoolean()) {
                    throw new PublishingException(e);
                }
            }
        }
    }

    private Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    /** A batch of which the broker has not acknowledged every record. */
    static final class PublishingException extends RuntimeException {

        PublishingException(@Nullable Throwable cause) {
            super(cause);
        }
    }
}
