package io.tentabo.billing.trail;

import static jakarta.ws.rs.core.Response.Status.FORBIDDEN;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.ProblemType;

/** Refusals about notes. */
final class NoteProblems {

    private static final ProblemType INTERNAL_IS_FOR_STAFF =
            new ProblemType("note.internal-is-for-staff", FORBIDDEN, "Internal notes are the staff's");
    private static final ProblemType NOT_YOURS =
            new ProblemType("note.not-yours", FORBIDDEN, "The note is someone else's");

    private NoteProblems() {}

    static HttpProblem internalIsForStaff() {
        return INTERNAL_IS_FOR_STAFF.with("Only the tenant's own people write internal notes.");
    }

    static HttpProblem notYours() {
        return NOT_YOURS.with("A note is changed and deleted by its author, or by who manages what it is about.");
    }
}
