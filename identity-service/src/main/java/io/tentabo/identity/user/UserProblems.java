package io.tentabo.identity.user;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.identity.seat.UserKind;
import io.tentabo.kit.problem.ConstraintViolations;
import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals about users. */
final class UserProblems {

    static final ProblemType EMAIL_TAKEN =
            new ProblemType("user.email-taken", Status.CONFLICT, "The e-mail address is taken");
    static final ProblemType SCOPE =
            new ProblemType("user.scope", ProblemType.UNPROCESSABLE, "The kind and the scope of the user differ");
    static final ProblemType UNKNOWN_ORGANISATION = new ProblemType(
            "user.unknown-organisation", ProblemType.UNPROCESSABLE, "There is no such partner or distributor");
    static final ProblemType ADMIN_NEEDS_PASSWORD =
            new ProblemType("user.admin-needs-password", ProblemType.UNPROCESSABLE, "An ADMIN has a local password");
    static final ProblemType SERVICE_ACCOUNT =
            new ProblemType("user.service-account", ProblemType.UNPROCESSABLE, "Service accounts belong to clients");
    static final ProblemType ILLEGAL_STATUS =
            new ProblemType("user.illegal-status", ProblemType.UNPROCESSABLE, "The user cannot get this status");
    static final ProblemType INVITATION = new ProblemType(
            "user.invitation", ProblemType.UNPROCESSABLE, "Only who has no password yet can be invited");
    static final ProblemType ILLEGAL_KIND =
            new ProblemType("user.illegal-kind", ProblemType.UNPROCESSABLE, "The user cannot become of this kind");
    static final ProblemType LIMIT_REACHED =
            new ProblemType("user.limit-reached", ProblemType.UNPROCESSABLE, "The plan allows no more users");
    static final ProblemType UNFIT_SUCCESSOR =
            new ProblemType("user.unfit-successor", ProblemType.UNPROCESSABLE, "The successor cannot take over");
    static final ProblemType LAST_OWNER =
            new ProblemType("user.last-owner", ProblemType.UNPROCESSABLE, "The tenant would have no owner");
    static final ProblemType ONESELF =
            new ProblemType("user.oneself", ProblemType.UNPROCESSABLE, "Nobody disables or removes themselves");

    private UserProblems() {}

    static boolean isUnknownOrganisation(Throwable failure) {
        return ConstraintViolations.violates("fk_users_partner")
                .or(ConstraintViolations.violates("fk_users_distributor"))
                .test(failure);
    }

    static boolean isEmailTaken(Throwable failure) {
        return ConstraintViolations.violates("uq_users_email").test(failure);
    }

    static HttpProblem emailTaken() {
        return EMAIL_TAKEN.with("A user of this tenant has that e-mail address.");
    }

    static HttpProblem adminNeedsPassword() {
        return ADMIN_NEEDS_PASSWORD.with("An ADMIN must be able to sign in when every provider is down.");
    }

    static HttpProblem unknownOrganisation() {
        return UNKNOWN_ORGANISATION.with("The partner or distributor does not exist in this tenant.");
    }

    static HttpProblem scope(UserKind kind) {
        return SCOPE.with(
                switch (kind) {
                    case CHANNEL -> "A CHANNEL user has either a partnerId or a distributorId.";
                    case PORTAL -> "A PORTAL user has a customerId and nothing else.";
                    case ADMIN, INTERNAL, SERVICE -> "A user of kind " + kind + " has no scope within the tenant.";
                });
    }
}
