package io.tentabo.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    private static final int PER_SECOND = 200;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final BenchmarkSuite suite;

    EventLatencyBenchmark(BenchmarkSuite suite) {
        this.suite = suite;
    }

    /** Latencies in milliseconds. */
    record Latencies(double median, double p99, int events) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "median %.1f ms, p99 %.1f ms over %d events", median, p99, events);
        }
    }

    /** @throws IllegalStateException when an event is lost or the rate could not be kept */
    Latencies run() throws InterruptedException, ExecutionException {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(consumerProperties());
                ExecutorService reader = Executors.newSingleThreadExecutor()) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            int expected = (int) (PER_SECOND * MEASURED.toSeconds());
            int warmUp = (int) (PER_SECOND * WARM_UP.toSeconds());
            Future<Map<String, Double>> received = reader.submit(() -> receive(consumer, warmUp + expected));
            createLeads(WARM_UP.plus(MEASURED));
            List<Double> latencies = new ArrayList<>(received.get().values());
            if (latencies.size() < warmUp + expected) {
                throw new IllegalStateException(
                        "Only " + latencies.size() + " of " + (warmUp + expected) + " events arrived");
            }
            List<Double> measured = latencies.subList(warmUp, latencies.size()).stream()
                    .sorted()
                    .toList();
            return new Latencies(
                    measured.get(measured.size() / 2), measured.get((int) (measured.size() * 0.99)), measured.size());
        }
    }

    private void createLeads(Duration duration) throws InterruptedException, ExecutionException {
        String token = suite.token();
        LoadGenerator connection = new LoadGenerator(suite.crm(), 1);
        long period = 1_000_000_000L / PER_SECOND;
        long next = System.nanoTime();
        long end = next + duration.toNanos();
        try (ExecutorService senders = Executors.newFixedThreadPool(8)) {
            List<Future<LoadGenerator.Answer>> answers = new ArrayList<>();
            while (next < end) {
                byte[] request = LoadGenerator.post(
                        "/crm/v1/leads",
                        token,
                        UUID.randomUUID().toString(),
                        "{\"title\":\"Latency\",\"organization\":\"Benchmark\",\"currency\":\"EUR\"}");
                answers.add(senders.submit(() -> connection.once(request)));
                next += period;
                Thread.sleep(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
            }
            for (Future<LoadGenerator.Answer> answer : answers) {
                if (answer.get().status() != 201) {
                    throw new IllegalStateException(
                            "A lead was refused: " + answer.get().text());
                }
            }
        }
    }

    /** In order of arrival, by event id; a repeated delivery does not count. */
    private static Map<String, Double> receive(KafkaConsumer<String, byte[]> consumer, int expected) {
        Map<String, Double> latencies = new LinkedHashMap<>();
        long deadline =
                System.nanoTime() + WARM_UP.plus(MEASURED).plus(PATIENCE).toNanos();
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
