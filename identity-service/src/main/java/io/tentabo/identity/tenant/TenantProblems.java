package io.tentabo.identity.tenant;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals about tenants. */
final class TenantProblems {

    static final ProblemType SLUG_TAKEN = new ProblemType("tenant.slug-taken", Status.CONFLICT, "The slug is taken");
    static final ProblemType UNKNOWN_SETTING = new ProblemType(
            "tenant.unknown-setting", ProblemType.UNPROCESSABLE, "A setting has a value that does not exist");

    static final ProblemType ILLEGAL_TRANSITION =
            new ProblemType("tenant.illegal-transition", Status.CONFLICT, "The tenant's life does not lead there");

    private TenantProblems() {}
}
