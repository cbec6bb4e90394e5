package io.tentabo.billing.contract;

import static jakarta.ws.rs.core.Response.Status.CONFLICT;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.ProblemType;

/** Refusals about contracts. */
final class ContractProblems {

    private static final ProblemType ORDER_HAS_CONTRACT =
            new ProblemType("contract.order-has-contract", CONFLICT, "The order has a contract");

    private ContractProblems() {}

    static HttpProblem orderHasContract() {
        return ORDER_HAS_CONTRACT.with("An order is activated at most once.");
    }
}
