package io.tentabo.identity.template;

import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.Response.Status;

/** Refusals about templates. */
final class TemplateProblems {

    static final ProblemType UNKNOWN =
            new ProblemType("template.unknown", ProblemType.UNPROCESSABLE, "Unknown template");
    static final ProblemType ALREADY_INSTALLED =
            new ProblemType("template.already-installed", Status.CONFLICT, "The template is installed");
    static final ProblemType NOT_NEWER =
            new ProblemType("template.not-newer", Status.CONFLICT, "The installed version is not older");
    static final ProblemType MOVED_ON =
            new ProblemType("template.moved-on", Status.PRECONDITION_FAILED, "The preview is out of date");

    private TemplateProblems() {}
}
