package io.tentabo.kit.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.security.identity.SecurityIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * The identities of verified tokens, each until its token expires. Requests that come with the same token share one, so
 * it must belong to none of them: {@link CallerAugmentor} sees to that.
 */
final class RememberedIdentities {

    private static final int MAX_TOKENS = 10_000;

    private final InstantSource clock;
    private final Cache<String, SecurityIdentity> identities;

    RememberedIdentities(InstantSource clock, Ticker ticker) {
        this.clock = clock;
        this.identities = Caffeine.newBuilder()
                .maximumSize(MAX_TOKENS)
                .ticker(ticker)
                .expireAfter(Expiry.<String, SecurityIdentity>creating((token, identity) -> timeLeft(identity)))
                .build();
    }

    @Nullable
    SecurityIdentity find(String token) {
        return identities.getIfPresent(token);
    }

    /** Remembers whom a token names, unless it names nobody or is accepted only for the sake of clocks that differ. */
    void remember(String token, SecurityIdentity identity) {
        if (identity.getAttribute(CallerAugmentor.CALLER) != null
                && timeLeft(identity).isPositive()) {
            identities.put(token, identity);
        }
    }

    /** How many are held. */
    long size() {
        identities.cleanUp();
        return identities.estimatedSize();
    }

    /** None for an identity that comes from something other than a token. */
    private Duration timeLeft(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Duration.between(clock.instant(), Instant.ofEpochSecond(token.getExpirationTime()))
                : Duration.ZERO;
    }
}
