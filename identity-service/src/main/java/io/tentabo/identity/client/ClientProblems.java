package io.tentabo.identity.client;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals about clients. */
final class ClientProblems {

    static final ProblemType NAME_TAKEN =
            new ProblemType("client.name-taken", Status.CONFLICT, "The client's name is taken");
    static final ProblemType INCONSISTENT = new ProblemType(
            "client.inconsistent", ProblemType.UNPROCESSABLE, "The client's settings do not fit each other");
    static final ProblemType HAS_NO_SECRET =
            new ProblemType("client.has-no-secret", Status.CONFLICT, "A public client has no secret");

    private ClientProblems() {}
}
