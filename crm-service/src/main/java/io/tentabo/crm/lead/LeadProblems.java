package io.tentabo.crm.lead;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;
import java.util.Map;
import java.util.UUID;

/** Why something cannot be done with a lead. */
final class LeadProblems {

    private static final ProblemType ILLEGAL_TRANSITION =
            new ProblemType("lead.illegal-transition", Status.CONFLICT, "The lead cannot change to this status");
    private static final ProblemType REASON_REQUIRED =
            new ProblemType("lead.reason-required", ProblemType.UNPROCESSABLE, "A reason is required");
    private static final ProblemType REOPEN_NOT_ALLOWED =
            new ProblemType("lead.reopen-not-allowed", Status.FORBIDDEN, "Only a manager reopens a lead");
    private static final ProblemType CONVERTED =
            new ProblemType("lead.converted", Status.CONFLICT, "The lead has become an order");
    private static final ProblemType CONVERTING =
            new ProblemType("lead.converting", Status.CONFLICT, "The lead is being converted");
    private static final ProblemType LOST = new ProblemType("lead.lost", Status.CONFLICT, "The lead is lost");
    private static final ProblemType DRAFTED =
            new ProblemType("lead.draft-order", Status.CONFLICT, "The lead has a draft order");
    private static final ProblemType ORDER_CANCELLED =
            new ProblemType("lead.order-cancelled", Status.CONFLICT, "The order was cancelled meanwhile");
    private static final ProblemType UNKNOWN_OWNER =
            new ProblemType("lead.unknown-owner", ProblemType.UNPROCESSABLE, "Unknown owner");
    private static final ProblemType REASSIGNMENT_NOT_ALLOWED =
            new ProblemType("lead.reassignment-not-allowed", Status.FORBIDDEN, "The lead cannot be given to others");
    private static final ProblemType CHANNEL_NOT_ALLOWED = new ProblemType(
            "lead.channel-not-allowed", Status.FORBIDDEN, "Partner and distributor are the vendor's to decide");
    private static final ProblemType PARTNER_NOT_ATTACHED = new ProblemType(
            "lead.partner-not-attached", ProblemType.UNPROCESSABLE, "The partner is not attached to the distributor");
    private static final ProblemType CURRENCY_REQUIRED =
            new ProblemType("lead.currency-required", ProblemType.UNPROCESSABLE, "A currency is required");

    private LeadProblems() {}

    static HttpProblem notFound(UUID id) {
        return CommonProblems.notFound("lead", id);
    }

    static HttpProblem illegalTransition(LeadStatus from, LeadStatus to) {
        return ILLEGAL_TRANSITION.with(
                from == to
                        ? "The lead already is %s.".formatted(from)
                        : "A lead cannot go from %s to %s.".formatted(from, to),
                Map.of("from", from, "to", to));
    }

    static HttpProblem reasonRequired(LeadStatus from, LeadStatus to) {
        return REASON_REQUIRED.with("Say why the lead goes from %s to %s.".formatted(from, to));
    }

    static HttpProblem reopenNotAllowed() {
        return REOPEN_NOT_ALLOWED.with("A closed lead is reopened by a manager, an admin or the owner of the tenant.");
    }

    static HttpProblem converted(UUID orderId) {
        return CONVERTED.with("The lead has become an order and stays won.", Map.of("orderId", orderId));
    }

    static HttpProblem converting() {
        return CONVERTING.with(
                "An order is being made of the lead. Repeat the conversion to bring it to its end, or send "
                        + "this again in a minute.");
    }

    static boolean isConverting(Throwable failure) {
        return failure instanceof HttpProblem problem
                && CONVERTING.code().equals(problem.getParameters().get("code"));
    }

    static HttpProblem lost() {
        return LOST.with("A lost lead is reopened before it is converted.");
    }

    /** @param order one that the caller sees */
    static HttpProblem drafted(OrderDesk.PlacedOrder order) {
        return DRAFTED.with(
                "The lead has the draft order %s. Submit it, which wins the lead, or delete it and convert again."
                        .formatted(order.number()),
                Map.of("orderId", order.id(), "orderNumber", order.number()));
    }

    static HttpProblem orderCancelled(UUID orderId) {
        return ORDER_CANCELLED.with(
                "The order of the lead was cancelled before the lead was won. Convert it again for another order.",
                Map.of("orderId", orderId));
    }

    static HttpProblem unknownOwner(UUID ownerId) {
        return UNKNOWN_OWNER.with("There is no active user " + ownerId + " to own the lead.");
    }

    static HttpProblem reassignmentNotAllowed() {
        return REASSIGNMENT_NOT_ALLOWED.with("Whoever sees only the leads assigned to them keeps them.");
    }

    static HttpProblem channelNotAllowed() {
        return CHANNEL_NOT_ALLOWED.with("Only the tenant's staff changes a lead's partner or distributor.");
    }

    static HttpProblem partnerNotAttached(UUID partnerId) {
        return PARTNER_NOT_ATTACHED.with("The partner " + partnerId + " is not attached to your distributor.");
    }

    static HttpProblem currencyRequired() {
        return CURRENCY_REQUIRED.with("The tenant has no default currency yet: name one.");
    }
}
