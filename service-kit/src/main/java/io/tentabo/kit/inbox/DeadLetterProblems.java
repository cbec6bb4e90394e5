package io.tentabo.kit.inbox;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** What a dead letter refuses. */
final class DeadLetterProblems {

    static final ProblemType ALREADY_REPLAYED = new ProblemType(
            "dead-letter.already-replayed", Status.CONFLICT, "The dead letter has been replayed already");
    static final ProblemType NO_CONSUMER =
            new ProblemType("dead-letter.no-consumer", Status.CONFLICT, "Nothing consumes the dead letter any more");

    private DeadLetterProblems() {}
}
