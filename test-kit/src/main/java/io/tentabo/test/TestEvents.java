package io.tentabo.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tentabo.kit.outbox.CloudEvent;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Publishes events as another service would, and reads what the service under test has published. */
public final class TestEvents {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final ObjectMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private TestEvents() {}

    /**
     * An event as it was found on a topic.
     *
     * @param id of the event
     * @param type full CloudEvents type
     * @param tenantId the tenant to which it belongs
     * @param key of the record: the aggregate's id
     * @param headers every header of the record
     * @param payload the JSON document
     */
    public record Published(
            UUID id, String type, UUID tenantId, String key, Map<String, String> headers, JsonNode payload) {

        /** The payload as the record of its version. */
        public <T> T payload(Class<T> as) {
            try {
                return JSON.treeToValue(payload, as);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The topic on which a service publishes. */
    public static String topicOf(String service) {
        return "tentabo." + service + ".events.v1";
    }

    /**
     * Publishes an event of another service and returns once the broker has it.
     *
     * @param service the service that would publish it, e.g. {@code identity}
     * @return the event's id
     */
    public static UUID publish(String service, UUID tenantId, DomainEvent event) {
        UUID id = Ids.next();
        publish(service, tenantId, id, event);
        return id;
    }

    /** Publishes an event with a given id; with one that was used before, a consumer must do nothing. */
    public static void publish(String service, UUID tenantId, UUID eventId, DomainEvent event) {
        publish(service, tenantId, eventId, event, CLOCK.instant());
    }

    /** Publishes an event that has waited since it happened, as one does whose consumer lags. */
    public static void publish(String service, UUID tenantId, DomainEvent event, Instant happenedAt) {
        publish(service, tenantId, Ids.next(), event, happenedAt);
    }

    private static void publish(String service, UUID tenantId, UUID eventId, DomainEvent event, Instant happenedAt) {
        ProducerRecord<String, byte[]> produced =
                new ProducerRecord<>(topicOf(service), event.aggregateId().toString(), json(event.payload()));
        header(produced, CloudEvent.ID, eventId.toString());
        header(produced, CloudEvent.TYPE, event.type());
        header(produced, CloudEvent.SOURCE, "/" + service);
        header(produced, CloudEvent.TIME, happenedAt.toString());
        header(produced, CloudEvent.SPEC_VERSION, "1.0");
        header(produced, CloudEvent.SUBJECT, event.aggregateId().toString());
        header(produced, CloudEvent.TENANT_ID, tenantId.toString());
        header(produced, CloudEvent.CONTENT_TYPE, "application/json");
        send(produced);
    }

    /** Sends any record, for what is no proper event. */
    public static void send(ProducerRecord<String, byte[]> produced) {
        Map<String, Object> configuration = Map.of("bootstrap.servers", bootstrapServers(), "acks", "all");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(configuration, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(produced).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker refused the record", e);
        }
    }

    /**
     * Waits for the first event of a service's topic, since the topic exists, that fits.
     *
     * @throws AssertionError when none has come within 20 seconds; it names the types that did come
     */
    public static Published awaitEvent(String service, Predicate<Published> wanted) {
        List<Published> seen = new ArrayList<>();
        Published found = read(service, PATIENCE, event -> {
            seen.add(event);
            return wanted.test(event);
        });
        if (found == null) {
            throw new AssertionError("No such event of " + service + " within " + PATIENCE + ", only "
                    + seen.stream().map(Published::type).toList());
        }
        return found;
    }

    /** Waits for an event of an aggregate by its type. */
    public static Published awaitEvent(String service, UUID aggregateId, String type) {
        return awaitEvent(
                service,
                event -> event.key().equals(aggregateId.toString())
                        && event.type().equals(type));
    }

    /** Every event of an aggregate that the topic holds after a time of silence, in the order of publication. */
    public static List<Published> eventsOf(String service, UUID aggregateId, Duration silence) {
        List<Published> events = new ArrayList<>();
        read(service, silence, event -> {
            if (event.key().equals(aggregateId.toString())) {
                events.add(event);
            }
            return false;
        });
        return events;
    }

    /** Reads a topic from its beginning until a record stops it, or for a while and on to the end that it then has. */
    private static @Nullable Published read(String service, Duration silence, Predicate<Published> stop) {
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                "false",
                "allow.auto.create.topics",
                "true");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topicOf(service));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Instant deadline = CLOCK.instant().plus(silence);
            while (CLOCK.instant().isBefore(deadline) || hasMore(consumer, partitions)) {
                for (ConsumerRecord<String, byte[]> consumed : consumer.poll(POLL)) {
                    Published event = parse(consumed);
                    if (event != null && stop.test(event)) {
                        return event;
                    }
                }
            }
            return null;
        }
    }

    private static boolean hasMore(KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    /** The partitions of a topic, which may have to be created first. */
    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, String topic) {
        Instant deadline = CLOCK.instant().plus(PATIENCE);
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        while (found.isEmpty() && CLOCK.instant().isBefore(deadline)) {
            found = consumer.partitionsFor(topic);
        }
        return found.stream().map(TestEvents::partition).toList();
    }

    private static TopicPartition partition(PartitionInfo info) {
        return new TopicPartition(info.topic(), info.partition());
    }

    /** Answers null for what is no event: a test may have sent it on purpose. */
    private static @Nullable Published parse(ConsumerRecord<String, byte[]> consumed) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : consumed.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        String id = headers.get(CloudEvent.ID);
        String type = headers.get(CloudEvent.TYPE);
        String tenant = headers.get(CloudEvent.TENANT_ID);
        if (id == null || type == null || tenant == null) {
            return null;
        }
        try {
            return new Published(
                    UUID.fromString(id),
                    type,
                    UUID.fromString(tenant),
                    consumed.key(),
                    Map.copyOf(headers),
                    JSON.readTree(consumed.value()));
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static void header(ProducerRecord<String, byte[]> produced, String name, String value) {
        produced.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] json(Object payload) {
        try {
            return JSON.writeValueAsBytes(payload);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bootstrapServers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }
}
