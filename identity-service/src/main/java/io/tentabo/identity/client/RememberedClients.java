package io.tentabo.identity.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.attempt.Attempt;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;

/**
 * The clients that have proved themselves in the last few seconds, each at the address where it did: a program that asks
 * for a token before each of its requests would otherwise cost the database more than all people do. A failure there ends
 * it, so guesses are counted and slowed down as if nothing were remembered.
 */
@Singleton
class RememberedClients {

    private static final int MAX_CLIENTS = 10_000;

    private final Cache<ByteBuffer, Proof> proofs;

    @Inject
    RememberedClients(IdentityConfig config) {
        this(config.clients().remember(), Ticker.systemTicker());
    }

    RememberedClients(Duration time, Ticker ticker) {
        proofs = Caffeine.newBuilder()
                .maximumSize(MAX_CLIENTS)
                .expireAfterWrite(time)
                .ticker(ticker)
                .build();
    }

    /** @param secretHash never the secret itself */
    private record Proof(byte[] secretHash, AuthenticatedClient client) {}

    /** The client, if it has proved itself with the same secret at the same address. */
    Optional<AuthenticatedClient> find(Attempt attempt, byte[] secretHash) {
        return Optional.ofNullable(proofs.getIfPresent(key(attempt)))
                .filter(proof -> MessageDigest.isEqual(proof.secretHash(), secretHash))
                .map(Proof::client);
    }

    void proved(Attempt attempt, byte[] secretHash, AuthenticatedClient client) {
        proofs.put(key(attempt), new Proof(secretHash, client));
    }

    void failed(Attempt attempt) {
        proofs.invalidate(key(attempt));
    }

    /** Forgets a client that has been changed, wherever it has proved itself. */
    void changed(String clientId) {
        proofs.asMap().values().removeIf(proof -> proof.client().clientId().equals(clientId));
    }

    private static ByteBuffer key(Attempt attempt) {
        return ByteBuffer.wrap(attempt.pairKey());
    }
}
