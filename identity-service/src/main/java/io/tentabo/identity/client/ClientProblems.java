package io.tentabo.identity.client;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals about clients. */
final class ClientProblems {

    static final ProblemType NAME_TAKEN =
            new ProblemType("client.name-taken", Status.CONFLICT, "The client's name is taken");

    private ClientProblems() {}
}
