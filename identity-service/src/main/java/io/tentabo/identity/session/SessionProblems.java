package io.tentabo.identity.session;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals of sign-in and refresh. Each says the same whatever the reason is. */
public final class SessionProblems {

    public static final ProblemType INVALID_CREDENTIALS =
            new ProblemType("session.invalid-credentials", Status.UNAUTHORIZED, "Sign-in refused");
    public static final ProblemType INVALID_REFRESH_TOKEN =
            new ProblemType("session.invalid-refresh-token", Status.UNAUTHORIZED, "Refresh refused");

    static final ProblemType CANNOT_JOIN =
            new ProblemType("session.cannot-join", ProblemType.UNPROCESSABLE, "These sessions cannot be joined");
    static final ProblemType SWITCH_REFUSED =
            new ProblemType("session.switch-refused", Status.FORBIDDEN, "Switch refused");

    private SessionProblems() {}
}
