package io.tentabo.kit.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Map;

/**
 * A kind of refusal: part of the API, so its code never changes its meaning.
 *
 * @param code stable, dotted, e.g. {@code lead.illegal-transition}
 * @param status HTTP status
 * @param title what went wrong, the same for every occurrence
 */
public record ProblemType(String code, Status status, String title) {

    private static final String URN = "urn:tentabo:problem:";

    /** The problem's {@code type} member. */
    public URI uri() {
        return URI.create(URN + code);
    }

    /** An occurrence, explained to the client in a sentence that holds no secret and nothing of other tenants. */
    public HttpProblem with(String detail) {
        return with(detail, Map.of());
    }

    /** An occurrence with further members, by name. */
    public HttpProblem with(String detail, Map<String, ?> members) {
        HttpProblem.Builder builder = HttpProblem.builder()
                .withType(uri())
                .withTitle(title)
                .withStatus(status)
                .withDetail(detail)
                .with("code", code);
        members.forEach(builder::with);
        return builder.build();
    }
}
