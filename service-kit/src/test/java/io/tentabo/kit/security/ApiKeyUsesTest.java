package io.tentabo.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiKeyUsesTest {

    private static final UUID KEY = UUID.randomUUID();
    private static final ApiKeyToken TOKEN = new ApiKeyToken(KEY, "token", Duration.ofMinutes(5));

    private final Issuer issuer = new Issuer();
    private final ApiKeyUses uses = new ApiKeyUses(issuer, InstantSource.system(), new Config());

    @Test
    void aServiceThatStopsWaitsUntilItsCountsAreTold() {
        // Given
        issuer.answer = Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(200));
        uses.count(TOKEN, "203.0.113.1");
        uses.count(TOKEN, "203.0.113.2");

        // When
        uses.reportLast(new ShutdownEvent());

        // Then
        assertThat(issuer.told).containsExactly(2L);
    }

    @Test
    void aServiceThatStopsWaitsForTheReportUnderWayAndTellsWhatItCouldNot() {
        // Given
        issuer.answer = Uni.createFrom()
                .<Void>item(() -> {
                    issuer.answer = Uni.createFrom().voidItem();
                    throw new IllegalStateException("away");
                })
                .onSubscription()
                .call(() -> Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(200)));
        uses.count(TOKEN, null);
        uses.report().subscribe().with(done -> {});

        // When
        uses.reportLast(new ShutdownEvent());

        // Then
        assertThat(issuer.told).containsExactly(1L);
    }

    @Test
    void aServiceStopsAlsoWhenNobodyListens() {
        // Given
        issuer.answer = Uni.createFrom().nothing();
        uses.count(TOKEN, null);
        long begin = System.nanoTime();

        // When
        uses.reportLast(new ShutdownEvent());

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(issuer.told).isEmpty();
    }

    @Test
    void whatCouldNotBeToldIsToldWithTheNextReport() {
        // Given
        issuer.answer = Uni.createFrom().failure(new IllegalStateException("away"));
        uses.count(TOKEN, null);
        uses.report().await().indefinitely();
        uses.count(TOKEN, null);
        issuer.answer = Uni.createFrom().voidItem();

        // When
        uses.report().await().indefinitely();

        // Then
        assertThat(issuer.told).containsExactly(2L);
    }

    private static final class Issuer implements ApiKeyExchange {

        private final List<Long> told = new ArrayList<>();
        private Uni<Void> answer = Uni.createFrom().voidItem();

        @Override
        public Uni<ApiKeyToken> exchange(ApiKey key, @Nullable String address) {
            return Uni.createFrom().item(TOKEN);
        }

        @Override
        public Uni<Void> report(List<ApiKeyUse> reported) {
            return answer.invoke(() -> reported.forEach(use -> told.add(use.count())));
        }
    }

    private static final class Config implements ApiKeyConfig {

        @Override
        public Duration remember() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration rememberRefusals() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public String reportEvery() {
            return "5s";
        }
    }
}
