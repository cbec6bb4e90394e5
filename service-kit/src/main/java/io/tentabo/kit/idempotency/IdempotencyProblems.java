package io.tentabo.kit.idempotency;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** How a key is refused. */
public final class IdempotencyProblems {

    public static final ProblemType KEY_INVALID =
            new ProblemType("idempotency.key-invalid", Status.BAD_REQUEST, "The Idempotency-Key is malformed");
    public static final ProblemType KEY_REUSED = new ProblemType(
            "idempotency.key-reused", ProblemType.UNPROCESSABLE, "The Idempotency-Key was used for another request");

    private IdempotencyProblems() {}
}
