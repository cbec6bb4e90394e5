package io.tentabo.crm.note;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;
import java.util.UUID;

/** Why something cannot be done with a note. */
final class NoteProblems {

    private static final ProblemType INTERNAL_NOT_ALLOWED =
            new ProblemType("note.internal-not-allowed", Status.FORBIDDEN, "Internal notes are the vendor's");
    private static final ProblemType NOT_THE_AUTHOR =
            new ProblemType("note.not-the-author", Status.FORBIDDEN, "The note is somebody else's");

    private NoteProblems() {}

    static HttpProblem notFound(UUID id) {
        return CommonProblems.notFound("note", id);
    }

    static HttpProblem internalNotAllowed() {
        return INTERNAL_NOT_ALLOWED.with("Only the tenant's staff writes internal notes.");
    }

    static HttpProblem othersNote() {
        return NOT_THE_AUTHOR.with("Who may not delete leads deletes only the notes that they wrote.");
    }

    static HttpProblem notTheAuthor() {
        return NOT_THE_AUTHOR.with("Users of a partner or distributor change only the notes they wrote.");
    }
}
