package io.tentabo.sync.run;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals of runs. */
public final class RunProblems {

    public static final ProblemType ALREADY_RUNNING =
            new ProblemType("run.already-running", Status.CONFLICT, "The connection is being read already");
    public static final ProblemType UNSUPPORTED =
            new ProblemType("run.unsupported", ProblemType.UNPROCESSABLE, "There is no such run");
    public static final ProblemType NOT_ACTIVE =
            new ProblemType("run.connection-not-active", Status.CONFLICT, "The connection is not in use");

    private RunProblems() {}
}
