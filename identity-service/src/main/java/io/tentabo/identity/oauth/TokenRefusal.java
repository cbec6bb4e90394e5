package io.tentabo.identity.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import org.jspecify.annotations.Nullable;

/**
 * A refusal of the token endpoint (RFC 6749, section 5.2), whose form the standard fixes instead of RFC 9457.
 */
public final class TokenRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Status status;
    private final String error;
    private final boolean challenge;
    private final @Nullable String retryAfter;

    private TokenRefusal(
            Status status, String error, String description, boolean challenge, @Nullable String retryAfter) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.challenge = challenge;
        this.retryAfter = retryAfter;
    }

    static TokenRefusal invalidRequest(String description) {
        return new TokenRefusal(Status.BAD_REQUEST, "invalid_request", description, false, null);
    }

    static TokenRefusal invalidClient(boolean triedBasic) {
        return new TokenRefusal(
                Status.UNAUTHORIZED, "invalid_client", "Client authentication failed.", triedBasic, null);
    }

    static TokenRefusal invalidGrant() {
        return new TokenRefusal(
                Status.BAD_REQUEST,
                "invalid_grant",
                "The code or refresh token is not valid. Sign in again.",
                false,
                null);
    }

    /** RFC 8693, section 2.2.2, has this code for it rather than invalid_grant. */
    static TokenRefusal invalidSubjectToken() {
        return invalidRequest("The subject token is not valid, has expired, was used, or its user may not sign in.");
    }

    static TokenRefusal invalidTarget() {
        return new TokenRefusal(
                Status.BAD_REQUEST, "invalid_target", "The only audience is tentabo; name no resource.", false, null);
    }

    static TokenRefusal invalidScope() {
        return new TokenRefusal(
                Status.BAD_REQUEST,
                "invalid_scope",
                "Ask for scopes that the client is registered for and the presented token covers.",
                false,
                null);
    }

    static TokenRefusal unauthorizedClient() {
        return new TokenRefusal(
                Status.BAD_REQUEST, "unauthorized_client", "The client is not registered for this grant.", false, null);
    }

    static TokenRefusal unsupportedGrantType() {
        return new TokenRefusal(
                Status.BAD_REQUEST,
                "unsupported_grant_type",
                "Grants: authorization_code, refresh_token, client_credentials, token exchange.",
                false,
                null);
    }

    /** No code of RFC 6749 fits; {@code temporarily_unavailable} is the nearest that its registry holds. */
    static TokenRefusal later(int statusCode, @Nullable String retryAfter) {
        return new TokenRefusal(
                Status.fromStatusCode(statusCode), "temporarily_unavailable", "Try again later.", false, retryAfter);
    }

    static TokenRefusal unsupportedTokenType() {
        return new TokenRefusal(
                Status.BAD_REQUEST,
                "unsupported_token_type",
                "This access token belongs to no session: it ends by itself within minutes.",
                false,
                null);
    }

    /** What the features refuse as a problem, in the form that OAuth prescribes. */
    static Throwable of(HttpProblem problem) {
        return switch (problem.getStatusCode()) {
            case 401 -> invalidGrant();
            case 429, 503 ->
                later(
                        problem.getStatusCode(),
                        String.valueOf(problem.getHeaders().get(HttpHeaders.RETRY_AFTER)));
            default -> problem;
        };
    }

    Status status() {
        return status;
    }

    boolean challenge() {
        return challenge;
    }

    @Nullable
    String retryAfter() {
        return retryAfter;
    }

    Body body() {
        return new Body(error, String.valueOf(getMessage()));
    }

    /** The refusal as JSON. */
    @RegisterForReflection
    public record Body(
            String error, @JsonProperty("error_description") String description) {}
}
