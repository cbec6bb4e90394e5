package io.tentabo.test.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A PostgreSQL 18 server as a child process of this one, listening on the loopback interface. */
public final class PostgresServer implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final String SUPERUSER = "postgres";

    /** Roles of services prove their passwords, as everywhere else; the superuser needs none on its own machine. */
    private static final String CLIENT_AUTHENTICATION = """
            local all all                    trust
            host  all postgres  127.0.0.1/32 trust
            host  all postgres  ::1/128      trust
            host  all all       127.0.0.1/32 scram-sha-256
            host  all all       ::1/128      scram-sha-256
            """;

    /** Held strongly: a logger that nobody holds forgets its level. */
    private static final Logger CHATTY = Logger.getLogger("io.zonky.test");

    private final EmbeddedPostgres process;

    private PostgresServer(EmbeddedPostgres process) {
        this.process = process;
    }

    /** Starts a fresh server on a free port: fast, unsafe against power loss, its data removed when closed. */
    public static PostgresServer startTemporary() {
        return start(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off"));
    }

    /**
     * Starts a server whose data survives: an empty or absent directory is initialised, otherwise what it holds is
     * used.
     *
     * @param port where to listen, or 0 for any free port
     */
    public static PostgresServer start(Path dataDirectory, int port) {
        return start(EmbeddedPostgres.builder()
                .setDataDirectory(dataDirectory)
                .setCleanDataDirectory(false)
                .setPort(port));
    }

    private static PostgresServer start(EmbeddedPostgres.Builder builder) {
        CHATTY.setLevel(Level.WARNING);
        try {
            return new PostgresServer(builder.setDataDirectoryCustomizer(PostgresServer::requirePasswords)
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", "128MB")
                    .setServerConfig("timezone", "UTC")
                    .setServerConfig("log_min_messages", "FATAL")
                    .setPGStartupWait(START_TIMEOUT)
                    .setRegisterShutdownHook(false)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }

    private static void requirePasswords(File dataDirectory) {
        try {
            Files.writeString(dataDirectory.toPath().resolve("pg_hba.conf"), CLIENT_AUTHENTICATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DatabaseServer address() {
        return new DatabaseServer("localhost", process.getPort(), SUPERUSER, "");
    }

    /** Stops the server in order; a temporary one removes its data. */
    @Override
    public void close() {
        try {
            process.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }
}
