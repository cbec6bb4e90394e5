package io.tentabo.test.keycloak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A Keycloak that runs, in a process of its own. */
public final class KeycloakServer implements AutoCloseable {

    private static final Duration TIME_TO_START = Duration.ofMinutes(5);
    private static final Duration TIME_TO_END = Duration.ofSeconds(30);
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(500);

    private final Process script;
    private final URI uri;
    private final String realm;
    private final Path log;

    KeycloakServer(Process script, int port, String realm, Path log) {
        this.script = script;
        this.uri = URI.create("http://localhost:" + port);
        this.realm = realm;
        this.log = log;
    }

    public URI uri() {
        return uri;
    }

    /** The realm as an OpenID provider names itself. */
    public String issuer() {
        return uri + "/realms/" + realm;
    }

    /** The JVM, which the start script waits for. */
    public ProcessHandle process() {
        return script.descendants()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("java"))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    void awaitStart() throws IOException, InterruptedException {
        Instant latest = Instant.now().plus(TIME_TO_START);
        HttpRequest metadata = HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!answers(client, metadata)) {
                if (Instant.now().isAfter(latest) || !script.isAlive()) {
                    close();
                    throw new IllegalStateException("Keycloak did not start:\n" + Files.readString(log));
                }
                Thread.sleep(BETWEEN_CHECKS);
            }
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /** Returns when it has ended, so that it can be started again. */
    @Override
    public void close() {
        script.descendants().forEach(ProcessHandle::destroy);
        script.destroy();
        try {
            if (!script.waitFor(TIME_TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
                script.descendants().forEach(ProcessHandle::destroyForcibly);
                script.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
