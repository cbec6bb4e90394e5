package io.tentabo.identity.distributor;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals about distributors. */
final class DistributorProblems {

    static final ProblemType REGISTRATION_NUMBER_TAKEN = new ProblemType(
            "distributor.registration-number-taken", Status.CONFLICT, "The registration number is taken");

    private DistributorProblems() {}
}
