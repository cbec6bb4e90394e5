package io.tentabo.kit.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.logging.LoggingFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Keeps the log readable under load: a service that asks to come back later has not failed, so the stack of such a refusal
 * tells nothing; of a {@link KnownOutage} not even the line does.
 */
@LoggingFilter(name = "planned-refusals")
public final class PlannedRefusals implements Filter {

    private static final int UNAVAILABLE = 503;

    @Override
    public boolean isLoggable(LogRecord line) {
        if (line.getThrown() instanceof HttpProblem problem
                && problem.getStatusCode() == UNAVAILABLE
                && problem.getHeaders().containsKey(HttpHeaders.RETRY_AFTER)) {
            line.setThrown(null);
            return !(problem instanceof KnownOutage);
        }
        return true;
    }
}
