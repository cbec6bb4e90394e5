package io.tentabo.identity.departure;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals about exports and purges of tenants. */
final class DepartureProblems {

    static final ProblemType NO_STORE =
            new ProblemType("tenant.no-export-store", Status.CONFLICT, "There is nowhere to export to");
    static final ProblemType RUNNING =
            new ProblemType("tenant.departure-running", Status.CONFLICT, "An export or purge of the tenant is running");
    static final ProblemType NOT_LEFT =
            new ProblemType("tenant.not-left", Status.CONFLICT, "The tenant is neither cancelled nor archived");
    static final ProblemType NOT_EXPORTED =
            new ProblemType("tenant.not-exported", Status.CONFLICT, "The tenant has not been exported");
    static final ProblemType NOT_CONFIRMED = new ProblemType(
            "tenant.not-confirmed", ProblemType.UNPROCESSABLE, "The confirmation does not name the tenant");

    private DepartureProblems() {}
}
