package io.tentabo.kit.inbox;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.pgclient.PgException;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why an event could not take effect, fit to be stored and shown: kind and place of the failure. Messages of exceptions
 * are left out, because they quote values.
 */
final class FailureReason {

    private static final String OWN_CODE = "io.tentabo.";

    private FailureReason() {}

    static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        for (Throwable t = cause; t != null; t = t.getCause()) {
            String known = known(t);
            if (known != null) {
                return known;
            }
        }
        return cause.getClass().getSimpleName() + place(cause);
    }

    private static @Nullable String known(Throwable failure) {
        return switch (failure) {
            case MalformedEventException malformed -> malformed.getMessage();
            case HttpProblem problem ->
                "Refused with " + problem.getStatusCode() + " "
                        + problem.getParameters().getOrDefault("code", problem.getTitle());
            case PgException database ->
                "Database error " + database.getSqlState()
                        + (database.getConstraint() == null ? "" : " on " + database.getConstraint());
            default -> null;
        };
    }

    private static String place(Throwable failure) {
        return Stream.of(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OWN_CODE))
                .findFirst()
                .map(frame -> " at " + frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                .orElse("");
    }
}
