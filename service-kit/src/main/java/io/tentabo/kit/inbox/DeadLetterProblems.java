package io.tentabo.kit.inbox;

import io.tentabo.kit.problem.ProblemType;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.ws.rs.core.Response.Status;

/** What a dead letter refuses. */
final class DeadLetterProblems {

    static final ProblemType ALREADY_REPLAYED = new ProblemType(
            "dead-letter.already-replayed", Status.CONFLICT, "The dead letter has been replayed already");
    static final ProblemType DISCARDED =
            new ProblemType("dead-letter.discarded", Status.CONFLICT, "The dead letter has been discarded");
    static final ProblemType NO_CONSUMER =
            new ProblemType("dead-letter.no-consumer", Status.CONFLICT, "Nothing consumes the dead letter any more");

    private DeadLetterProblems() {}

    /**
     * Lets a letter pass that may still be replayed or discarded.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 409 for all others
     */
    static void requireOpen(Row letter) {
        switch (DeadLetterStatus.valueOf(letter.getString("status"))) {
            case REPLAYED ->
                throw ALREADY_REPLAYED.with("Dead letter " + letter.getUUID("id") + " took effect before.");
            case DISCARDED ->
                throw DISCARDED.with("Dead letter " + letter.getUUID("id") + " was given up and takes no effect.");
            case DEAD, PARKED -> {}
        }
    }
}
