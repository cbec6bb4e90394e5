package io.tentabo.test.keycloak;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keycloak as Maven Central holds it, unpacked; one server of it runs at a time.
 *
 * @param home holds bin/kc.sh
 */
public record KeycloakDistribution(Path home) {

    private static final String START_SCRIPT = "bin/kc.sh";

    /** What has been unpacked into a directory; empty when nothing has. */
    public static Optional<KeycloakDistribution> in(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> inside = Files.list(directory)) {
            return inside.filter(path -> Files.exists(path.resolve(START_SCRIPT)))
                    .findFirst()
                    .map(KeycloakDistribution::new);
        }
    }

    /** Starts a server that is quickly there, on a database in files of its own. */
    public KeycloakServer startForDevelopment(KeycloakRealm realm) throws IOException, InterruptedException {
        return start(realm, List.of("start-dev"), Map.of());
    }

    /**
     * Starts a server as one does in production, built for its database first, except that it is alone and without TLS.
     *
     * @param heap the options of the JVM that limit it, e.g. {@code -Xms256m -Xmx512m}
     */
    public KeycloakServer startForProduction(KeycloakRealm realm, KeycloakDatabase database, String heap)
            throws IOException, InterruptedException {
        if (command(List.of("build", "--db=postgres"), Map.of()).start().waitFor() != 0) {
            throw new IllegalStateException("Keycloak cannot be built:\n" + Files.readString(log()));
        }
        return start(
                realm,
                List.of(
                        "start",
                        "--optimized",
                        "--http-enabled=true",
                        "--hostname-strict=false",
                        "--cache=local",
                        "--db-url=jdbc:" + database.url(),
                        "--db-username=" + database.role()),
                Map.of("KC_DB_PASSWORD", database.password(), "JAVA_OPTS_KC_HEAP", heap));
    }

    private KeycloakServer start(KeycloakRealm realm, List<String> mode, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path imported = home.resolve("data/import/realm.json");
        Files.createDirectories(imported.getParent());
        Files.writeString(imported, realm.json());
        int port = freePort();
        List<String> arguments = new ArrayList<>(mode);
        arguments.addAll(List.of("--http-host=127.0.0.1", "--http-port=" + port, "--import-realm"));
        KeycloakServer server =
                new KeycloakServer(command(arguments, environment).start(), port, realm.name(), log());
        server.awaitStart();
        return server;
    }

    private ProcessBuilder command(List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>(
                List.of("bash", home.resolve(START_SCRIPT).toAbsolutePath().toString()));
        command.addAll(arguments);
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().putAll(environment);
        return process;
    }

    private Path log() {
        return home.resolve("keycloak.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
