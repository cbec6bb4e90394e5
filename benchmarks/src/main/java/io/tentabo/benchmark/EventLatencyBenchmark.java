package io.tentabo.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * How long an event takes from its insertion into the outbox, in the transaction of the change, to a Kafka consumer, while
 * leads are created at a steady rate. The insertion comes before the commit, so the figures are an upper bound of the time
 * from commit to consumer.
 */
final class EventLatencyBenchmark {

    private static final String TOPIC = "tentabo.crm.events.v1";
    private static final String LEAD = "{\"title\":\"Latency\",\"organization\":\"Benchmark\",\"currency\":\"EUR\"}";
    private static final int PER_SECOND = 200;
    private static final int CONNECTIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final BenchmarkSuite suite;

    EventLatencyBenchmark(BenchmarkSuite suite) {
        this.suite = suite;
    }

    /** Latencies of one round in milliseconds. */
    record Latencies(double median, double p99) {

        static Latencies of(List<Double> measured) {
            List<Double> sorted = measured.stream().sorted().toList();
            return new Latencies(sorted.get(sorted.size() / 2), sorted.get((int) (sorted.size() * 0.99)));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "median %.1f ms, p99 %.1f ms", median, p99);
        }
    }

    /**
     * Measures several rounds, after one to warm up.
     *
     * @throws IllegalStateException when an event is lost or the rate could not be kept
     */
    List<Latencies> run(int rounds, Duration each) throws InterruptedException, ExecutionException {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(consumerProperties());
                ExecutorService reader = Executors.newSingleThreadExecutor()) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            createLeads(consumer, reader, Rounds.WARM_UP);
            List<Latencies> measured = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                measured.add(Latencies.of(createLeads(consumer, reader, each)));
            }
            return measured;
        }
    }

    /** Answers the latencies of all events of the leads it created. */
    private List<Double> createLeads(KafkaConsumer<String, byte[]> consumer, ExecutorService reader, Duration duration)
            throws InterruptedException, ExecutionException {
        String token = suite.token();
        int expected = (int) (PER_SECOND * duration.toSeconds());
        Future<Map<String, Double>> received = reader.submit(() -> receive(consumer, expected, duration));
        new LoadGenerator(suite.crm(), CONNECTIONS)
                .runAt(
                        PER_SECOND,
                        () -> LoadGenerator.post(
                                "/crm/v1/leads", token, UUID.randomUUID().toString(), LEAD),
                        answer -> answer.status() == 201,
                        duration);
        if (received.get().size() != expected) {
            throw new IllegalStateException("Only " + received.get().size() + " of " + expected + " events arrived");
        }
        return List.copyOf(received.get().values());
    }

    /** By event id; a repeated delivery does not count. */
    private static Map<String, Double> receive(
            KafkaConsumer<String, byte[]> consumer, int expected, Duration duration) {
        Map<String, Double> latencies = new HashMap<>();
        long deadline = System.nanoTime() + duration.plus(PATIENCE).toNanos();
        while (latencies.size() < expected && System.nanoTime() < deadline) {
            for (ConsumerRecord<String, byte[]> event : consumer.poll(Duration.ofMillis(100))) {
                Instant now = Instant.now();
                Instant inserted = Instant.parse(header(event, "ce_time"));
                latencies.putIfAbsent(
                        header(event, "ce_id"), Duration.between(inserted, now).toNanos() / 1e6);
            }
        }
        return latencies;
    }

    private static String header(ConsumerRecord<String, byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private Properties consumerProperties() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, suite.kafka(),
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName(),
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "1"));
        return properties;
    }
}
