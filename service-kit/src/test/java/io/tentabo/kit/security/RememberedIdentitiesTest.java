package io.tentabo.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.identity.SecurityIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RememberedIdentitiesTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private Duration passed = Duration.ZERO;
    private final RememberedIdentities remembered =
            new RememberedIdentities(() -> START.plus(passed), () -> passed.toNanos());

    @Test
    void anIdentityIsKeptUntilItsTokenExpiresAndNoLonger() {
        // Given
        SecurityIdentity identity = identity(START.plusSeconds(300));
        remembered.remember("short", identity);
        remembered.remember("long", identity(START.plusSeconds(600)));

        // When
        passed = Duration.ofSeconds(299);
        SecurityIdentity before = remembered.find("short");
        passed = Duration.ofSeconds(302);
        SecurityIdentity after = remembered.find("short");

        // Then
        assertThat(before).isSameAs(identity);
        assertThat(after).isNull();
        assertThat(remembered.find("long")).isNotNull();
        assertThat(remembered.size()).isEqualTo(1);
    }

    @Test
    void aTokenThatIsAcceptedThoughItHasExpiredIsNotRemembered() {
        // When
        remembered.remember("token", identity(START.minusSeconds(3)));

        // Then
        assertThat(remembered.find("token")).isNull();
        assertThat(remembered.size()).isZero();
    }

    @Test
    void whomNoCallerWasMadeOfIsNotRemembered() {
        // When
        remembered.remember("token", Identities.verified(START.plusSeconds(300)).build());

        // Then
        assertThat(remembered.find("token")).isNull();
    }

    private static SecurityIdentity identity(Instant expiresAt) {
        return Identities.verified(expiresAt)
                .addAttribute(CallerAugmentor.CALLER, Caller.system(UUID.randomUUID()))
                .build();
    }
}
