package io.tentabo.local;

import io.tentabo.test.pipedrive.PipedriveOptions;
import io.tentabo.test.pipedrive.PipedriveStandIn;
import io.tentabo.test.servers.DatabaseServer;
import io.tentabo.test.servers.KafkaBroker;
import io.tentabo.test.servers.PostgresServer;
import io.tentabo.test.servers.ServiceRoles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What the services need around them: PostgreSQL with their roles, a Kafka broker, and a stand-in for Pipedrive. */
final class Servers implements AutoCloseable {

    private static final String DATABASE = "tentabo";

    private final CloseOrder open = new CloseOrder();
    private final DatabaseServer database;
    private final KafkaBroker broker;
    private final PipedriveStandIn pipedrive;

    private Servers(DataDirectory data, Ports ports, Secrets secrets, Guardian guardian, Consumer<String> onFailure) {
        try {
            Path cluster = data.resolve("postgres");
            PostgresServer postgres = open.add("PostgreSQL", PostgresServer.start(cluster, ports.of("postgres")));
            long postmaster = postmasterOf(cluster);
            guardian.watch(postmaster, "INT");
            open.add("the guardian's entry", () -> guardian.forget(postmaster));
            CompletableFuture<?> end = endOf(postmaster).thenRun(() -> onFailure.accept("PostgreSQL ended by itself."));
            open.add("the watch over PostgreSQL", () -> end.cancel(false));
            database = postgres.address();
            createRoles(secrets);
            broker = open.add("Kafka", KafkaBroker.start(data.resolve("kafka"), ports.of("kafka")));
            pipedrive = open.add(
                    "the Pipedrive stand-in",
                    PipedriveStandIn.start(
                            ports.of("pipedrive"), PipedriveOptions.withToken(secrets.pipedriveToken())));
            open.add(
                    "the Pipedrive stand-in's memory",
                    PipedriveMemory.of(pipedrive.account(), data.resolve("pipedrive.json")));
        } catch (IOException | SQLException e) {
            open.close();
            throw new SuiteException("The databases cannot be prepared: " + e.getMessage() + ".", e);
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /** @param onFailure is told in one sentence when a server ends that was not closed */
    static Servers start(
            DataDirectory data, Ports ports, Secrets secrets, Guardian guardian, Consumer<String> onFailure) {
        return new Servers(data, ports, secrets, guardian, onFailure);
    }

    private static CompletableFuture<?> endOf(long process) {
        return ProcessHandle.of(process)
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    DatabaseServer database() {
        return database;
    }

    String databaseUrl() {
        return database.url(DATABASE);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    PipedriveStandIn pipedrive() {
        return pipedrive;
    }

    @Override
    public void close() {
        open.close();
    }

    private void createRoles(Secrets secrets) throws SQLException {
        database.createDatabase(DATABASE);
        try (Connection superuser = database.connect(DATABASE)) {
            for (ServiceName service : ServiceName.values()) {
                new ServiceRoles(
                                service.slice(),
                                secrets.databasePassword(service, "owner"),
                                secrets.databasePassword(service, "app"),
                                secrets.databasePassword(service, "background"))
                        .applyTo(superuser);
            }
        }
    }

    /** The server's own process, which its tools start in the background; it writes its id into its directory. */
    private static long postmasterOf(Path cluster) throws IOException {
        return Long.parseLong(
                Files.readAllLines(cluster.resolve("postmaster.pid")).getFirst().strip());
    }
}
