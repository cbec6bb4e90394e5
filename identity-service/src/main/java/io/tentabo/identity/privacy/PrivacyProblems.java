package io.tentabo.identity.privacy;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals about requests of persons. */
final class PrivacyProblems {

    static final ProblemType NO_STORE =
            new ProblemType("privacy.no-export-store", Status.CONFLICT, "There is nowhere to export to");
    static final ProblemType RUNNING =
            new ProblemType("privacy.request-running", Status.CONFLICT, "A request about the person is running");
    static final ProblemType NOT_REMOVED =
            new ProblemType("privacy.user-not-removed", Status.CONFLICT, "The person is still a user");
    static final ProblemType NOT_A_PERSON =
            new ProblemType("privacy.not-a-person", ProblemType.UNPROCESSABLE, "A service account is not a person");

    private PrivacyProblems() {}
}
