package io.tentabo.identity.attempt;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

/**
 * How long an attempt has to wait.
 *
 * @param here seconds, because of failures from this very address
 * @param everywhere seconds, because of failures against this subject from any address
 * @param isCounted whether failures of this subject from this address are on record
 */
public record Standing(long here, long everywhere, boolean isCounted) {

    public static final ProblemType THROTTLED =
            new ProblemType("attempts.throttled", Status.TOO_MANY_REQUESTS, "Too many failed attempts");

    /**
     * Refuses with 429 if the attempt has to wait. The answer is the same whether or not the subject exists.
     *
     * @param familiarAddress whether the subject has succeeded from this address before: then failures of strangers
     *     elsewhere do not count, so nobody can lock a user out of the place they work at
     */
    public void refuse(boolean familiarAddress) {
        long seconds = familiarAddress ? here : Math.max(here, everywhere);
        if (seconds > 0) {
            throw HttpProblem.builder(THROTTLED.with("Try again later."))
                    .withHeader(HttpHeaders.RETRY_AFTER, seconds)
                    .build();
        }
    }
}
