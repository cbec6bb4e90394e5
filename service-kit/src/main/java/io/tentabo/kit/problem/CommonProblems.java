package io.tentabo.kit.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;

/** Refusals that any service may give. */
public final class CommonProblems {

    public static final ProblemType MALFORMED = new ProblemType("malformed", Status.BAD_REQUEST, "Malformed request");
    public static final ProblemType VALIDATION = new ProblemType("validation", Status.BAD_REQUEST, "Invalid request");
    public static final ProblemType UNAUTHENTICATED =
            new ProblemType("unauthenticated", Status.UNAUTHORIZED, "Authentication required");
    public static final ProblemType FORBIDDEN = new ProblemType("forbidden", Status.FORBIDDEN, "Not permitted");
    public static final ProblemType NOT_FOUND = new ProblemType("not-found", Status.NOT_FOUND, "Not found");
    public static final ProblemType METHOD_NOT_ALLOWED =
            new ProblemType("method-not-allowed", Status.METHOD_NOT_ALLOWED, "Method not allowed");
    public static final ProblemType NOT_ACCEPTABLE =
            new ProblemType("not-acceptable", Status.NOT_ACCEPTABLE, "No acceptable representation");
    public static final ProblemType TOO_LARGE =
            new ProblemType("too-large", Status.REQUEST_ENTITY_TOO_LARGE, "The request is too large");
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
            new ProblemType("unsupported-media-type", Status.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type");
    public static final ProblemType CONFLICT = new ProblemType("conflict", Status.CONFLICT, "Conflict");
    public static final ProblemType STALE_VERSION =
            new ProblemType("stale-version", Status.PRECONDITION_FAILED, "The resource has changed since it was read");
    public static final ProblemType UNAVAILABLE =
            new ProblemType("unavailable", Status.SERVICE_UNAVAILABLE, "Temporarily unavailable");
    public static final ProblemType INTERNAL =
            new ProblemType("internal", Status.INTERNAL_SERVER_ERROR, "Internal error");

    private CommonProblems() {}

    /**
     * The same answer for what does not exist and for what the caller must not see.
     *
     * @param what the kind of resource, e.g. {@code lead}
     */
    public static HttpProblem notFound(String what, Object id) {
        return NOT_FOUND.with("There is no " + what + " " + id + ".");
    }
}
