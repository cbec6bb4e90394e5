package io.tentabo.identity.token;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.token.SigningKey.Status;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.UntilShutdown;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The keys in memory: signing and verifying read no table. Each replica reads the table again every few seconds, far
 * more often than a key is published before it signs and after it has signed, so a rotation fails no request.
 */
@Singleton
public class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final SigningKeyRows rows;
    private final CallerContext callers;
    private volatile @Nullable Snapshot snapshot;

    SigningKeys(SigningKeyRows rows, CallerContext callers) {
        this.rows = rows;
        this.callers = callers;
    }

    /** The service does not start without a key to sign with. A new master key comes with a start. */
    void load(@Observes StartupEvent start) {
        callers.inBackground(Caller.NOBODY, rows::rewrap)
                .invoke(SigningKeys::log)
                .chain(this::refresh)
                .await()
                .atMost(START_LIMIT);
    }

    private static void log(int rewrapped) {
        if (rewrapped > 0) {
            LOG.infof("%d signing keys were re-wrapped under the current master key", rewrapped);
        }
    }

    @Scheduled(
            every = "${tentabo.identity.keys.check-every:15s}",
            delayed = "${tentabo.identity.keys.check-every:15s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> refresh() {
        return callers.inBackground(Caller.NOBODY, rows::maintained)
                .invoke(keys -> snapshot = Snapshot.of(keys))
                .replaceWithVoid();
    }

    SigningKey current() {
        return snapshot().current();
    }

    /** The key that a token names, or null when it is not, or no longer, one of the issuer's. */
    @Nullable
    PublicKey verifying(@Nullable String kid) {
        return kid == null ? null : snapshot().verifying().get(kid);
    }

    /** Every published key as a JSON Web Key Set (RFC 7517). */
    public String publicKeySet() {
        return snapshot().keySet();
    }

    private Snapshot snapshot() {
        Snapshot loaded = snapshot;
        if (loaded == null) {
            throw new IllegalStateException("The signing keys are not loaded yet");
        }
        return loaded;
    }

    private record Snapshot(SigningKey current, Map<String, PublicKey> verifying, String keySet) {

        static Snapshot of(List<SigningKey> keys) {
            SigningKey current = keys.stream()
                    .filter(key -> key.status() == Status.CURRENT)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("There is no current signing key"));
            return new Snapshot(
                    current,
                    keys.stream().collect(Collectors.toUnmodifiableMap(SigningKey::kid, SigningKey::publicKey)),
                    keys.stream().map(SigningKey::publicJwk).collect(Collectors.joining(",", "{\"keys\":[", "]}")));
        }
    }
}
