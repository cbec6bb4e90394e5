package io.tentabo.identity.partner;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals about partners. */
final class PartnerProblems {

    static final ProblemType REGISTRATION_NUMBER_TAKEN =
            new ProblemType("partner.registration-number-taken", Status.CONFLICT, "The registration number is taken");

    private PartnerProblems() {}
}
