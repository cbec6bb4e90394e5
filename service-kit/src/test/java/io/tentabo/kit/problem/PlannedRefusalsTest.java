package io.tentabo.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class PlannedRefusalsTest {

    private final PlannedRefusals filter = new PlannedRefusals();

    @Test
    void anOutageThatIsKnownLeavesNoLineForEachRequest() {
        // Given
        KnownOutage outage = KnownOutage.with("The directory is away.", Duration.ofSeconds(10));

        // When
        boolean isLogged = filter.isLoggable(line(outage));

        // Then
        assertThat(isLogged).isFalse();
        assertThat(outage.getStatusCode()).isEqualTo(503);
        assertThat(outage.getHeaders().get(HttpHeaders.RETRY_AFTER)).hasToString("10");
        assertThat(outage.getParameters()).containsEntry("code", "unavailable");
        assertThat(outage.getStackTrace()).isEmpty();
    }

    @Test
    void whoAsksToComeBackLaterLeavesALineWithoutAStack() {
        // Given
        LogRecord line = line(HttpProblem.builder(CommonProblems.UNAVAILABLE.with("Too many at once."))
                .withHeader(HttpHeaders.RETRY_AFTER, 2)
                .build());

        // When
        boolean isLogged = filter.isLoggable(line);

        // Then
        assertThat(isLogged).isTrue();
        assertThat(line.getThrown()).isNull();
    }

    @Test
    void aFailureKeepsItsStack() {
        // Given
        LogRecord failure = line(new IllegalStateException());
        LogRecord unexplained = line(CommonProblems.UNAVAILABLE.with("The database is away."));

        // When
        boolean areLogged = filter.isLoggable(failure) && filter.isLoggable(unexplained);

        // Then
        assertThat(areLogged).isTrue();
        assertThat(failure.getThrown()).isNotNull();
        assertThat(unexplained.getThrown()).isNotNull();
    }

    private static LogRecord line(Throwable thrown) {
        LogRecord line = new LogRecord(Level.SEVERE, "status=503");
        line.setThrown(thrown);
        return line;
    }
}
