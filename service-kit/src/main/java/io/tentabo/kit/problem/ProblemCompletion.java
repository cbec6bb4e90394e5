package io.tentabo.kit.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.tentabo.kit.security.RequestIds;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives every problem, also those that the framework raises, a stable code and type and the id of its request. */
@ApplicationScoped
class ProblemCompletion implements ProblemPostProcessor {

    private static final String CODE = "code";

    private final CurrentVertxRequest current;

    ProblemCompletion(CurrentVertxRequest current) {
        this.current = current;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        HttpProblem.Builder builder = HttpProblem.builder(problem);
        if (!problem.getParameters().containsKey(CODE)) {
            ProblemType type = typeOf(problem);
            builder.withType(type.uri()).with(CODE, type.code());
            if (type.equals(CommonProblems.MALFORMED) && isBareStatus(problem)) {
                builder.withDetail("The request cannot be read: check that its body is well-formed JSON.");
            }
        }
        RoutingContext request = current.getCurrent();
        if (request != null) {
            builder.with("requestId", RequestIds.of(request.request()));
        }
        return builder.build();
    }

    /** Whether the framework said no more than the status, as it does for a body that cannot be parsed. */
    private static boolean isBareStatus(HttpProblem problem) {
        return problem.getDetail() == null || problem.getDetail().startsWith("HTTP ");
    }

    private static ProblemType typeOf(HttpProblem problem) {
        return switch (problem.getStatusCode()) {
            case 400 ->
                problem.getParameters().containsKey("violations")
                        ? CommonProblems.VALIDATION
                        : CommonProblems.MALFORMED;
            case 401 -> CommonProblems.UNAUTHENTICATED;
            case 403 -> CommonProblems.FORBIDDEN;
            case 404 -> CommonProblems.NOT_FOUND;
            case 405 -> CommonProblems.METHOD_NOT_ALLOWED;
            case 406 -> CommonProblems.NOT_ACCEPTABLE;
            case 409 -> CommonProblems.CONFLICT;
            case 413 -> CommonProblems.TOO_LARGE;
            case 415 -> CommonProblems.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> CommonProblems.UNAVAILABLE;
            default -> problem.getStatusCode() < 500 ? CommonProblems.MALFORMED : CommonProblems.INTERNAL;
        };
    }
}
