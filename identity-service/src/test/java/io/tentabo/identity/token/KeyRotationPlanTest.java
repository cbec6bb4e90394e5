package io.tentabo.identity.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.token.SigningKey.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyRotationPlanTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final IdentityConfig IDENTITY = new SmallRyeConfigBuilder()
            .withMapping(IdentityConfig.class)
            .withDefaultValue("tentabo.identity.url", "http://localhost")
            .build()
            .getConfigMapping(IdentityConfig.class);
    private static final IdentityConfig.Keys CONFIG = IDENTITY.keys();

    @Test
    void theFirstStartMakesAKeyToSignWithAndOneToPublish() {
        // Given
        List<SigningKey> none = List.of();

        // When
        KeyRotation due = KeyRotation.due(none, CONFIG, NOW);

        // Then
        assertThat(due).isEqualTo(new KeyRotation(false, true, true, List.of()));
    }

    @Test
    void anOldKeyStaysUntilTheNextOneHasBeenPublishedLongEnough() {
        // Given
        SigningKey current = key(Status.CURRENT, Duration.ofDays(31), null);
        SigningKey young = key(Status.NEXT, Duration.ofMinutes(59), null);
        SigningKey known = key(Status.NEXT, Duration.ofMinutes(61), null);

        // When
        KeyRotation tooEarly = KeyRotation.due(List.of(current, young), CONFIG, NOW);
        KeyRotation inTime = KeyRotation.due(List.of(current, known), CONFIG, NOW);

        // Then
        assertThat(tooEarly.isNothing()).isTrue();
        assertThat(inTime).isEqualTo(new KeyRotation(true, false, true, List.of()));
    }

    @Test
    void aRetiredKeyIsForgottenOnceItsTokensHaveExpired() {
        // Given
        SigningKey current = key(Status.CURRENT, Duration.ofDays(1), null);
        SigningKey next = key(Status.NEXT, Duration.ofDays(1), null);
        SigningKey expired = key(Status.RETIRED, Duration.ofDays(40), NOW.minusSeconds(1));
        SigningKey published = key(Status.RETIRED, Duration.ofDays(40), NOW.plusSeconds(1));

        // When
        KeyRotation due = KeyRotation.due(List.of(current, next, expired, published), CONFIG, NOW);

        // Then
        assertThat(due).isEqualTo(new KeyRotation(false, false, false, List.of(expired.kid())));
    }

    @Test
    void whatBeganASessionCanBeVerifiedAsLongAsTheSessionLives() {
        // Given
        Duration longest = IDENTITY.session().absolute();

        // When
        Duration published = CONFIG.publishAfter();

        // Then
        assertThat(published).isGreaterThanOrEqualTo(longest.plusHours(1));
    }

    private static SigningKey key(Status status, Duration age, @Nullable Instant notAfter) {
        SigningKey key = SigningKey.generate(status, NOW.minus(age));
        return new SigningKey(
                key.kid(),
                status,
                key.privateKey(),
                key.publicKey(),
                key.publicJwk(),
                key.createdAt(),
                key.currentSince(),
                notAfter);
    }
}
