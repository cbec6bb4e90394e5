package io.tentabo.kit.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status.Family;
import jakarta.ws.rs.core.Response.StatusType;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/**
 * A kind of refusal: part of the API, so its code never changes its meaning.
 *
 * @param code stable, dotted, e.g. {@code lead.illegal-transition}
 * @param status HTTP status
 * @param title what went wrong, the same for every occurrence
 */
public record ProblemType(String code, StatusType status, String title) {

    /** 422 of RFC 9110, a rule is broken: Jakarta REST 3.1 has no constant for it, {@code fromStatusCode} answers null. */
    public static final StatusType UNPROCESSABLE = new UnprocessableContent();

    private static final String URN = "urn:tentabo:problem:";

    public ProblemType {
        Objects.requireNonNull(status, "No such status: for 422 use ProblemType.UNPROCESSABLE");
    }

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

    private record UnprocessableContent() implements StatusType {

        @Override
        public int getStatusCode() {
            return 422;
        }

        @Override
        public Family getFamily() {
            return Family.CLIENT_ERROR;
        }

        @Override
        public String getReasonPhrase() {
            return "Unprocessable Content";
        }
    }
}
