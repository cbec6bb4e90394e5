package io.tentabo.test;

import io.tentabo.test.servers.DatabaseServer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The same servers as containers. Testcontainers removes them when this JVM ends, however it ends. */
final class Containers {

    private static final String POSTGRES_IMAGE = "postgres:18";
    private static final String KAFKA_IMAGE = "apache/kafka:4.1.1";

    private Containers() {}

    // Closed by Testcontainers itself at the end of the JVM.
    @SuppressWarnings("resource")
    static DatabaseServer startPostgres() {
        PostgreSQLContainer container = new PostgreSQLContainer(POSTGRES_IMAGE)
                .withUsername("postgres")
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
        container.start();
        return new DatabaseServer(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword());
    }

    // Closed by Testcontainers itself at the end of the JVM.
    @SuppressWarnings("resource")
    static String startKafka() {
        KafkaContainer container = new KafkaContainer(KAFKA_IMAGE).withEnv("KAFKA_NUM_PARTITIONS", "3");
        container.start();
        return container.getBootstrapServers();
    }
}
