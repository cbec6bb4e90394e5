package io.tentabo.kit.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;

/**
 * 503 with Retry-After because something is away that has been found to be away: the log says so once, when that begins and
 * when it ends, and nothing for each request that it concerns.
 */
public final class KnownOutage extends HttpProblem {

    private static final long serialVersionUID = 1L;

    private KnownOutage(Builder builder) {
        super(builder);
    }

    /** @param retryAfter at least a second */
    public static KnownOutage with(String detail, Duration retryAfter) {
        return new KnownOutage(HttpProblem.builder(CommonProblems.UNAVAILABLE.with(detail))
                .withHeader(HttpHeaders.RETRY_AFTER, retryAfter.toSeconds()));
    }

    /** Nobody reads the trace, and an outage makes many. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
