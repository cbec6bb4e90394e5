package io.tentabo.crm.integration.billing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.tentabo.kit.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What billing refuses, told to our own client, and what is told when billing cannot be asked. */
@ApplicationScoped
class BillingProblems {

    private static final int RETRY_AFTER_SECONDS = 5;

    private static final ProblemType UNAVAILABLE =
            new ProblemType("billing.unavailable", Status.SERVICE_UNAVAILABLE, "Billing does not answer");
    private static final ProblemType FAILED =
            new ProblemType("billing.failed", Status.BAD_GATEWAY, "Billing could not answer");
    private static final Set<String> STANDARD = Set.of("type", "title", "status", "detail", "instance", "requestId");

    private final ObjectMapper mapper;

    BillingProblems(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** No answer, whether billing has received the request or not. */
    static HttpProblem unavailable() {
        return retryable(UNAVAILABLE.with("Billing does not answer at present. Send the request again."));
    }

    /** An answer that tells nothing. */
    static HttpProblem failed() {
        return retryable(FAILED.with("Billing gave no usable answer. Send the request again."));
    }

    private static HttpProblem retryable(HttpProblem problem) {
        return HttpProblem.builder(problem)
                .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    /** The problem of a 4xx answer, unchanged but for its request id; nothing where the body is no problem of billing's. */
    Optional<HttpProblem> refusal(int status, @Nullable String retryAfter, String body) {
        Map<String, Object> members;
        try {
            members = mapper.readValue(body, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (!(members.get("code") instanceof String)) {
            return Optional.empty();
        }
        HttpProblem.Builder problem = HttpProblem.builder()
                .withStatus(statusOf(status))
                .withTitle(text(members, "title"))
                .withDetail(text(members, "detail"));
        String type = text(members, "type");
        if (type != null) {
            problem.withType(URI.create(type));
        }
        if (retryAfter != null) {
            problem.withHeader(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        members.forEach((name, value) -> {
            if (!STANDARD.contains(name)) {
                problem.with(name, value);
            }
        });
        return Optional.of(problem.build());
    }

    private static Response.StatusType statusOf(int status) {
        Response.StatusType known = Status.fromStatusCode(status);
        return known == null ? ProblemType.UNPROCESSABLE : known;
    }

    private static @Nullable String text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text ? text : null;
    }
}
