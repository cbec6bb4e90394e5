package io.tentabo.crm.activity;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ProblemType;
import java.util.UUID;

/** Why something cannot be done with an activity. */
final class ActivityProblems {

    private static final ProblemType UNKNOWN_OWNER =
            new ProblemType("activity.unknown-owner", ProblemType.UNPROCESSABLE, "Unknown owner");

    private ActivityProblems() {}

    static HttpProblem notFound(UUID id) {
        return CommonProblems.notFound("activity", id);
    }

    static HttpProblem unknownOwner(UUID ownerId) {
        return UNKNOWN_OWNER.with("There is no active user " + ownerId + " to own the activity.");
    }
}
