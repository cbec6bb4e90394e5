package io.tentabo.identity.session;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals of sign-in and refresh. Each says the same whatever the reason is. */
public final class SessionProblems {

    public static final ProblemType INVALID_CREDENTIALS =
            new ProblemType("session.invalid-credentials", Status.UNAUTHORIZED, "Sign-in refused");
    public static final ProblemType INVALID_REFRESH_TOKEN =
            new ProblemType("session.invalid-refresh-token", Status.UNAUTHORIZED, "Refresh refused");

    private SessionProblems() {}
}
