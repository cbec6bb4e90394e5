package io.tentabo.test;

import io.tentabo.test.servers.DatabaseServer;
import io.tentabo.test.servers.KafkaBroker;
import io.tentabo.test.servers.PostgresServer;

/** The servers in and beside this process; the end of the JVM stops them and removes their data. */
final class EmbeddedServers {

    private EmbeddedServers() {}

    static DatabaseServer startPostgres() {
        PostgresServer server = PostgresServer.startTemporary();
        atEndOfJvm(server::close);
        return server.address();
    }

    static String startKafka() {
        KafkaBroker broker = KafkaBroker.startTemporary();
        atEndOfJvm(broker::close);
        return broker.bootstrapServers();
    }

    private static void atEndOfJvm(Runnable action) {
        Runtime.getRuntime().addShutdownHook(new Thread(action, "tentabo-test-infrastructure"));
    }
}
