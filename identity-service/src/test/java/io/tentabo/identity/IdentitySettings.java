package io.tentabo.identity;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.UUID;

/**
 * What the service under test is configured with beside the infrastructure: an operator whose secret nobody knows, an
 * issuer that is where the service listens, as standard clients demand, a mail server that is there while a test runs one,
 * and passwords that are hashed by the hundred without taking minutes.
 */
public class IdentitySettings implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        int port = freePort();
        return Map.ofEntries(
                Map.entry(Identity.OPERATOR_SECRET, UUID.randomUUID() + ": % +"),
                Map.entry("tentabo.identity.session.replay-grace", "PT2S"),
                Map.entry("tentabo.identity.passwords.memory", "256"),
                Map.entry("tentabo.identity.passwords.iterations", "1"),
                Map.entry("tentabo.identity.api-keys.max-per-user", "5"),
                Map.entry("tentabo.api-keys.remember", "PT1S"),
                Map.entry("tentabo.api-keys.report-every", "1s"),
                Map.entry("tentabo.identity.mails.host", "127.0.0.1"),
                Map.entry("tentabo.identity.mails.from", "no-reply@suite.example"),
                Map.entry("tentabo.identity.mails.min-back-off", "PT1S"),
                Map.entry("tentabo.identity.mails.reset-interval", "PT3S"),
                Map.entry("quarkus.mailer.port", String.valueOf(freePort())),
                Map.entry("quarkus.mailer.start-tls", "DISABLED"),
                Map.entry("quarkus.http.test-port", String.valueOf(port)),
                Map.entry("tentabo.token.issuer", "http://localhost:" + port + "/identity"),
                Map.entry("tentabo.identity.providers.allow-private-addresses", "true"),
                Map.entry("tentabo.identity.providers.time-limit", "PT4S"),
                Map.entry("tentabo.identity.providers.check-tick", "1s"),
                Map.entry("tentabo.exports.directory", "target/exports"),
                Map.entry("tentabo.tenant-jobs.every", "1s"),
                Map.entry("tentabo.tenant-jobs.settling", "PT0S"),
                Map.entry("tentabo.person-jobs.every", "1s"),
                Map.entry("tentabo.person-jobs.settling", "PT0S"));
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
