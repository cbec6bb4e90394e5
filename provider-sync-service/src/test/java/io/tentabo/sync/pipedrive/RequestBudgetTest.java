package io.tentabo.sync.pipedrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final RequestBudget budget = new RequestBudget();

    @Test
    void theWindowHoldsAsManyRequestsAsTheSmallestPlanAllows() {
        // Given
        for (int i = 0; i < RequestBudget.SMALLEST_LIMIT; i++) {
            assertThat(budget.take(NOW, false)).isZero();
        }

        // When
        Duration wait = budget.take(NOW.plusMillis(500), false);

        // Then
        assertThat(wait).isEqualTo(Duration.ofMillis(1_500));
        assertThat(budget.take(NOW.plus(RequestBudget.WINDOW), false)).isZero();
    }

    @Test
    void searchesHaveAWindowOfTheirOwn() {
        // Given
        for (int i = 0; i < 10; i++) {
            assertThat(budget.take(NOW, true)).isZero();
        }

        // When
        Duration search = budget.take(NOW, true);
        Duration other = budget.take(NOW, false);

        // Then
        assertThat(search).isPositive();
        assertThat(other).isZero();
    }

    @Test
    void theLimitIsLearnedFromTheAnswers() {
        // Given
        budget.learn(2, 1, NOW);
        budget.take(NOW, false);
        budget.take(NOW, false);

        // When
        Duration third = budget.take(NOW, false);

        // Then
        assertThat(third).isPositive();
    }

    @Test
    void nothingPassesAfterOthersHaveUsedTheWindowUp() {
        // When
        budget.learn(20, 0, NOW);

        // Then
        assertThat(budget.take(NOW, false)).isEqualTo(RequestBudget.WINDOW);
        assertThat(budget.take(NOW.plus(RequestBudget.WINDOW), false)).isZero();
    }
}
