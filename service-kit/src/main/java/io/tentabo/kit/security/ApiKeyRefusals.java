package io.tentabo.kit.security;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import org.jspecify.annotations.Nullable;

/** Why a request with an API key is not let in. */
public final class ApiKeyRefusals {

    private static final ProblemType THROTTLED =
            new ProblemType("attempts.throttled", Status.TOO_MANY_REQUESTS, "Too many failed attempts");
    private static final String SOON = "5";

    private ApiKeyRefusals() {}

    /** The same whether there is no such key or it is expired, revoked, or of a user who may not sign in. */
    public static HttpProblem refused() {
        return CommonProblems.UNAUTHENTICATED.with("The API key is not valid.");
    }

    static HttpProblem throttled(@Nullable String retryAfter) {
        return HttpProblem.builder(THROTTLED.with("Try again later."))
                .withHeader(HttpHeaders.RETRY_AFTER, retryAfter == null ? SOON : retryAfter)
                .build();
    }

    static HttpProblem unavailable() {
        return HttpProblem.builder(CommonProblems.UNAVAILABLE.with("API keys cannot be checked at the moment."))
                .withHeader(HttpHeaders.RETRY_AFTER, SOON)
                .build();
    }

    /** In the form in which an authentication mechanism fails; the problem is its cause. */
    static AuthenticationFailedException failure(HttpProblem problem) {
        return new AuthenticationFailedException(problem);
    }
}
