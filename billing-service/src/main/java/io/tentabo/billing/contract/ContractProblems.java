package io.tentabo.billing.contract;

import static io.tentabo.kit.problem.ProblemType.UNPROCESSABLE;
import static jakarta.ws.rs.core.Response.Status.CONFLICT;
import static jakarta.ws.rs.core.Response.Status.FORBIDDEN;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.ProblemType;
import java.util.UUID;

/** Refusals about contracts. */
final class ContractProblems {

    private static final ProblemType ORDER_HAS_CONTRACT =
            new ProblemType("contract.order-has-contract", CONFLICT, "The order has a contract");

    private static final ProblemType UNKNOWN_CUSTOMER =
            new ProblemType("contract.unknown-customer", UNPROCESSABLE, "Unknown customer");

    private static final ProblemType NOTES_ARE_INTERNAL =
            new ProblemType("contract.notes-are-internal", FORBIDDEN, "Internal notes are the staff's");

    private ContractProblems() {}

    static HttpProblem orderHasContract() {
        return ORDER_HAS_CONTRACT.with("An order is activated at most once.");
    }

    static HttpProblem notesAreInternal() {
        return NOTES_ARE_INTERNAL.with("Only the tenant's own people write notesInternal.");
    }

    static HttpProblem unknownCustomer(UUID customerId) {
        return UNKNOWN_CUSTOMER.with("There is no customer " + customerId + ".");
    }
}
