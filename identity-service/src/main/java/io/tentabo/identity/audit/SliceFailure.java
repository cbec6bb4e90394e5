package io.tentabo.identity.audit;

/** Why a service's audit could not be read. */
final class SliceFailure extends RuntimeException {

    private static final int NO_ANSWER = 0;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final String service;
    private final int status;

    /** It does not answer, or with what is none. */
    SliceFailure(String service, String reason) {
        this(service, reason, NO_ANSWER);
    }

    SliceFailure(String service, int status) {
        this(service, "It answers with status " + status, status);
    }

    SliceFailure(String service, Throwable cause) {
        this(service, cause.toString(), NO_ANSWER);
        initCause(cause);
    }

    private SliceFailure(String service, String reason, int status) {
        super("The audit of " + service + " cannot be read: " + reason);
        this.service = service;
        this.status = status;
    }

    String service() {
        return service;
    }

    /** Whether the caller's token has expired since, or its tenant is blocked: nothing that waiting would change. */
    boolean isRefusal() {
        return isUnauthenticated() || status == FORBIDDEN;
    }

    boolean isUnauthenticated() {
        return status == UNAUTHORIZED;
    }
}
