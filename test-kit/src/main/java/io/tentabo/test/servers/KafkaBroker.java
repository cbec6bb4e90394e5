package io.tentabo.test.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** A Kafka broker with its KRaft controller inside this process, listening on the loopback interface. */
public final class KafkaBroker implements AutoCloseable {

    private static final String HOST = "localhost";
    private static final String PARTITIONS = "3";

    /** Held strongly: a logger that nobody holds forgets its level. */
    private static final Logger[] CHATTY = {Logger.getLogger("kafka"), Logger.getLogger("org.apache.kafka")};

    private final KafkaRaftServer server;
    private final int port;
    private final @Nullable Path temporaryDirectory;

    private KafkaBroker(KafkaRaftServer server, int port, @Nullable Path temporaryDirectory) {
        this.server = server;
        this.port = port;
        this.temporaryDirectory = temporaryDirectory;
    }

    /** Starts a fresh broker on a free port, whose data is removed when closed. */
    public static KafkaBroker startTemporary() {
        try {
            Path directory = Files.createTempDirectory("tentabo-kafka-");
            return start(directory, freePort(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts a broker whose topics survive: an empty or absent directory is formatted, otherwise what it holds is used.
     *
     * @param port where to listen, or 0 for any free port
     */
    public static KafkaBroker start(Path dataDirectory, int port) {
        try {
            Files.createDirectories(dataDirectory);
            return start(dataDirectory, port == 0 ? freePort() : port, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KafkaBroker start(Path directory, int port, @Nullable Path temporaryDirectory) throws IOException {
        for (Logger logger : CHATTY) {
            logger.setLevel(Level.SEVERE);
        }
        Properties configuration = configuration(directory, port, freePort());
        if (!Files.exists(directory.resolve("meta.properties"))) {
            format(directory, configuration);
        }
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(configuration, false), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server, port, temporaryDirectory);
    }

    private static Properties configuration(Path directory, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("log.dirs", directory.toAbsolutePath().toString());
        properties.setProperty(
                "listeners", "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
        properties.setProperty("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
        properties.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("inter.broker.listener.name", "PLAINTEXT");
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        properties.setProperty("num.partitions", PARTITIONS);
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("share.coordinator.state.topic.num.partitions", "1");
        properties.setProperty("share.coordinator.state.topic.replication.factor", "1");
        properties.setProperty("share.coordinator.state.topic.min.isr", "1");
        // One consumer group per service and no fleet that restarts: nothing is won by waiting for further members.
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        properties.setProperty("log.cleaner.dedupe.buffer.size", String.valueOf(16 * 1024 * 1024));
        properties.setProperty("num.network.threads", "2");
        properties.setProperty("num.io.threads", "2");
        properties.setProperty("controlled.shutdown.enable", "false");
        return properties;
    }

    private static void format(Path directory, Properties configuration) throws IOException {
        Path file = Files.createTempFile("tentabo-kafka-", ".properties");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            try (Writer writer = Files.newBufferedWriter(file)) {
                configuration.store(writer, null);
            }
            String[] arguments = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
            if (StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8)) != 0) {
                throw new IllegalStateException(
                        "Kafka could not format " + directory + ": " + said.toString(StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(file);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What a client needs as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Stops the broker in order; a temporary one removes its data. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        if (temporaryDirectory != null) {
            delete(temporaryDirectory);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
