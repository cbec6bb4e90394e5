package io.tentabo.identity;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.UUID;

/**
 * What the service under test is configured with beside the infrastructure: an operator whose secret nobody knows, and an
 * issuer that is where the service listens, as standard clients demand.
 */
public class IdentitySettings implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        int port = freePort();
        return Map.of(
                Identity.OPERATOR_SECRET,
                UUID.randomUUID() + ": % +",
                "tentabo.identity.session.replay-grace",
                "PT2S",
                "quarkus.http.test-port",
                String.valueOf(port),
                "tentabo.token.issuer",
                "http://localhost:" + port + "/identity");
    }

    @Override
    public void stop() {}

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
