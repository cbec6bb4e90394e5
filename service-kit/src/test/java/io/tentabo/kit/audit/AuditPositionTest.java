package io.tentabo.kit.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditPositionTest {

    private static final Instant TIME = Instant.parse("2026-11-21T09:30:00.123456Z");

    @Test
    void idsDecideAtEqualTimesAsTheDatabaseComparesThem() {
        // Given
        var low = new AuditPosition(TIME, UUID.fromString("7fffffff-0000-7000-8000-000000000000"));
        var high = new AuditPosition(TIME, UUID.fromString("80000000-0000-7000-0000-000000000000"));
        var later = new AuditPosition(TIME.plusNanos(1_000), new UUID(0, 0));

        // Then
        assertThat(low).isLessThan(high);
        assertThat(high).isLessThan(later);
        assertThat(new AuditPosition(TIME, new UUID(1, 1))).isLessThan(new AuditPosition(TIME, new UUID(1, -1)));
    }

    @Test
    void aPositionIsReadAsItWasWritten() {
        // Given
        var position = new AuditPosition(TIME, UUID.randomUUID());

        // Then
        assertThat(AuditPosition.fromString(position.toString())).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "2026-11-21T09:30:00Z", "yesterday,019aa5c1-7c1e-7d7a-b1f0-3f1f6f0f9a11"})
    void whatIsNoPositionIsRefused(String text) {
        assertThatThrownBy(() -> AuditPosition.fromString(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
