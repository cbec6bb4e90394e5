package io.tentabo.identity.apikey;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals about API keys. */
final class ApiKeyProblems {

    static final ProblemType NAME_TAKEN =
            new ProblemType("api-key.name-taken", Status.CONFLICT, "Another key has this name");
    static final ProblemType LIMIT_REACHED =
            new ProblemType("api-key.limit-reached", ProblemType.UNPROCESSABLE, "The user has too many keys");
    static final ProblemType EXPIRY =
            new ProblemType("api-key.expiry", ProblemType.UNPROCESSABLE, "The key cannot live until then");
    static final ProblemType UNKNOWN_SCOPE =
            new ProblemType("api-key.unknown-scope", ProblemType.UNPROCESSABLE, "There is no such permission");

    private ApiKeyProblems() {}
}
