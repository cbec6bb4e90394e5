package io.tentabo.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads along what the services publish, as an outside consumer would. Used by one thread. */
public final class EventTap implements AutoCloseable {

    private static final List<String> TOPICS = List.of(
            "tentabo.identity.events.v1",
            "tentabo.crm.events.v1",
            "tentabo.billing.events.v1",
            "tentabo.sync.events.v1");
    private static final Duration POLL = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Event> seen = new ArrayList<>();

    private EventTap(KafkaConsumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Listens from now on. */
    public static EventTap open(String bootstrapServers) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        "true"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return new EventTap(consumer);
    }

    /** The first event since the tap was opened that matches, waiting for it where it has not come yet. */
    public Optional<Event> await(Predicate<Event> wanted, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<Event> found = seen.stream().filter(wanted).findFirst();
        while (found.isEmpty() && System.nanoTime() < deadline) {
            found = poll().stream().filter(wanted).findFirst();
        }
        return found;
    }

    /** Everything that was published since the tap was opened, once nothing more came for the given time. */
    public List<Event> untilQuietFor(Duration quiet) {
        long deadline = System.nanoTime() + quiet.toNanos();
        while (System.nanoTime() < deadline) {
            if (!poll().isEmpty()) {
                deadline = System.nanoTime() + quiet.toNanos();
            }
        }
        return List.copyOf(seen);
    }

    private List<Event> poll() {
        List<Event> fresh = new ArrayList<>();
        consumer.poll(POLL).forEach(message -> fresh.add(Event.of(message)));
        seen.addAll(fresh);
        return fresh;
    }

    @Override
    public void close() {
        consumer.close();
    }

    /**
     * An event in CloudEvents binary mode.
     *
     * @param id the same however often the event is delivered
     * @param type e.g. {@code io.tentabo.crm.lead.created.v1}
     * @param key id of the aggregate
     */
    public record Event(String topic, String id, String type, String key, String tenantId, JsonNode payload) {

        private static final Pattern TYPE_FRAME = Pattern.compile("^io\\.tentabo\\.|\\.v\\d+$");

        /** The type without what all types share, e.g. {@code crm.lead.created}. */
        public String shortType() {
            return TYPE_FRAME.matcher(type).replaceAll("");
        }

        private static Event of(ConsumerRecord<String, byte[]> message) {
            try {
                return new Event(
                        message.topic(),
                        header(message, "ce_id"),
                        header(message, "ce_type"),
                        message.key(),
                        header(message, "ce_tenantid"),
                        JSON.readTree(message.value()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String header(ConsumerRecord<String, byte[]> message, String name) {
            Header header = message.headers().lastHeader(name);
            return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
        }
    }
}
