package io.tentabo.kit.problem;

import io.vertx.pgclient.PgException;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells which constraint of the database refused a write, by the name that the server reports. */
public final class ConstraintViolations {

    private static final int MAX_CAUSES = 10;

    private ConstraintViolations() {}

    /** Holds for failures that PostgreSQL attributes to this constraint or unique index. */
    public static Predicate<Throwable> violates(String constraint) {
        return failure -> violated(failure).filter(constraint::equals).isPresent();
    }

    /** The constraint that a failure is attributed to, if it is one. */
    public static Optional<String> violated(Throwable failure) {
        return databaseError(failure).map(PgException::getConstraint);
    }

    static Optional<PgException> databaseError(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (cause instanceof PgException error) {
                return Optional.of(error);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
