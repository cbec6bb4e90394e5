package io.tentabo.identity.audit;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.CompositeException;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Refusals about the audit of the suite. */
final class AuditProblems {

    static final ProblemType UNKNOWN_SERVICE =
            new ProblemType("audit.unknown-service", Status.BAD_REQUEST, "There is no such service");
    static final ProblemType UNAVAILABLE = new ProblemType(
            "audit.service-unavailable", Status.SERVICE_UNAVAILABLE, "The audit of a service cannot be read");

    private static final int RETRY_AFTER_SECONDS = 5;

    private AuditProblems() {}

    /** What is told when services could not be read; the failure itself when it is of another kind. */
    static Throwable explain(Throwable failure) {
        List<SliceFailure> slices = new ArrayList<>();
        for (Throwable cause : causes(failure)) {
            if (!(cause instanceof SliceFailure slice)) {
                return cause;
            }
            slices.add(slice);
        }
        return slices.stream()
                .filter(SliceFailure::isRefusal)
                .findFirst()
                .map(AuditProblems::refused)
                .orElseGet(() -> unavailable(
                        slices.stream().map(SliceFailure::service).sorted().toList()));
    }

    private static List<Throwable> causes(Throwable failure) {
        return failure instanceof CompositeException several ? several.getCauses() : List.of(failure);
    }

    private static HttpProblem refused(SliceFailure slice) {
        Map<String, Object> members = Map.of("services", List.of(slice.service()));
        return slice.isUnauthenticated()
                ? CommonProblems.UNAUTHENTICATED.with(
                        "The access token has expired for " + slice.service() + ".", members)
                : CommonProblems.FORBIDDEN.with("The audit of " + slice.service() + " is not shown.", members);
    }

    private static HttpProblem unavailable(List<String> services) {
        HttpProblem problem = UNAVAILABLE.with(
                "The audit of %s cannot be read at present, and is not left out silently. Try again, or name the services to read."
                        .formatted(String.join(", ", services)),
                Map.of("services", services));
        return HttpProblem.builder(problem)
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }
}
