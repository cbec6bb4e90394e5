package io.tentabo.crm.customer;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;
import java.util.UUID;

/** Why something cannot be done with a customer. */
final class CustomerProblems {

    private static final ProblemType ACCOUNT_NUMBER_TAKEN =
            new ProblemType("customer.account-number-taken", Status.CONFLICT, "The account number is taken");
    private static final ProblemType STATUS_UNCHANGED =
            new ProblemType("customer.status-unchanged", Status.CONFLICT, "The customer has this status");
    private static final ProblemType REASON_REQUIRED =
            new ProblemType("customer.reason-required", ProblemType.UNPROCESSABLE, "A reason is required");
    private static final ProblemType CREDIT_INCOMPLETE =
            new ProblemType("customer.credit-incomplete", ProblemType.UNPROCESSABLE, "The credit limit is incomplete");
    private static final ProblemType UNKNOWN_OWNER =
            new ProblemType("customer.unknown-owner", ProblemType.UNPROCESSABLE, "Unknown owner");
    private static final ProblemType REASSIGNMENT_NOT_ALLOWED = new ProblemType(
            "customer.reassignment-not-allowed", Status.FORBIDDEN, "The customer cannot be given to others");
    private static final ProblemType CHANNEL_NOT_ALLOWED = new ProblemType(
            "customer.channel-not-allowed", Status.FORBIDDEN, "The customer would not be in your channel");
    private static final ProblemType NOTES_ARE_INTERNAL =
            new ProblemType("customer.notes-are-internal", Status.FORBIDDEN, "Notes are the staff's");
    private static final ProblemType READ_ONLY =
            new ProblemType("customer.read-only", Status.FORBIDDEN, "Customers are the vendor's to keep");

    private CustomerProblems() {}

    static HttpProblem notFound(UUID id) {
        return CommonProblems.notFound("customer", id);
    }

    static HttpProblem accountNumberTaken(String number) {
        return ACCOUNT_NUMBER_TAKEN.with("Another customer has the account number " + number + ".");
    }

    static HttpProblem statusUnchanged(CustomerStatus status) {
        return STATUS_UNCHANGED.with("The customer already is %s.".formatted(status));
    }

    static HttpProblem reasonRequired() {
        return REASON_REQUIRED.with("Say why the customer is suspended.");
    }

    static HttpProblem creditIncomplete() {
        return CREDIT_INCOMPLETE.with("Give both creditLimit and creditCurrency, or neither.");
    }

    static HttpProblem unknownOwner(UUID ownerId) {
        return UNKNOWN_OWNER.with("There is no active user " + ownerId + " to own the customer.");
    }

    static HttpProblem reassignmentNotAllowed() {
        return REASSIGNMENT_NOT_ALLOWED.with("Whoever sees only the customers assigned to them keeps them.");
    }

    static HttpProblem channelNotAllowed() {
        return CHANNEL_NOT_ALLOWED.with("A customer of the channel belongs to a partner of your own channel.");
    }

    static HttpProblem notesAreInternal() {
        return NOTES_ARE_INTERNAL.with("Only the tenant's own people write notes.");
    }

    static HttpProblem readOnly() {
        return READ_ONLY.with("A customer's own people read it, and ask the vendor for changes.");
    }
}
