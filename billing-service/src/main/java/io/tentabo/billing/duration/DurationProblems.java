package io.tentabo.billing.duration;

import static jakarta.ws.rs.core.Response.Status.CONFLICT;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.ProblemType;
import java.util.UUID;

/** Refusals about durations. */
final class DurationProblems {

    private static final ProblemType MONTHS_TAKEN =
            new ProblemType("duration.months-taken", CONFLICT, "Another duration has this many months");
    private static final ProblemType ORDERED =
            new ProblemType("duration.ordered", CONFLICT, "The duration has been ordered");

    private DurationProblems() {}

    static HttpProblem monthsTaken(int months) {
        return MONTHS_TAKEN.with("There is already a duration of " + months + " months.");
    }

    static HttpProblem ordered(UUID id) {
        return ORDERED.with("Duration " + id + " is on orders and cannot be deleted.");
    }
}
