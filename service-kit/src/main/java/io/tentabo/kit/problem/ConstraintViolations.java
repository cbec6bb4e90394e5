package io.tentabo.kit.problem;

import io.vertx.pgclient.PgException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells which constraint of the database refused a write, by the name that the server reports.
 *
 * <p>The reactive client reports the name in a field of its own. Hibernate Reactive replaces the client's exception by an
 * {@link SQLException} that keeps the state and the message only; the name is then looked for in the message, as a whole
 * word, which does not depend on the language of the server's messages.
 */
public final class ConstraintViolations {

    private static final int MAX_CAUSES = 10;

    /** SQLSTATE class 23, from PostgreSQL's Appendix A. */
    private static final String INTEGRITY_VIOLATION = "23";

    private ConstraintViolations() {}

    /** Holds for failures that PostgreSQL attributes to this constraint or unique index. */
    public static Predicate<Throwable> violates(String constraint) {
        Pattern name = Pattern.compile("\\b" + Pattern.quote(constraint) + "\\b");
        return failure -> violated(failure).filter(constraint::equals).isPresent()
                || hibernateError(failure)
                        .filter(error -> isIntegrityViolation(error.getSQLState()))
                        .filter(error -> name.matcher(error.getMessage()).find())
                        .isPresent();
    }

    /** The SQLSTATE of a failure that the database reported, or an empty text for any other. */
    static String sqlState(Throwable failure) {
        return databaseError(failure)
                .map(PgException::getSqlState)
                .or(() -> hibernateError(failure).map(SQLException::getSQLState))
                .orElse("");
    }

    static boolean isIntegrityViolation(@Nullable String sqlState) {
        return sqlState != null && sqlState.startsWith(INTEGRITY_VIOLATION);
    }

    /** The constraint that a failure is attributed to, if it is one. */
    public static Optional<String> violated(Throwable failure) {
        return databaseError(failure).map(PgException::getConstraint);
    }

    private static Optional<PgException> databaseError(Throwable failure) {
        return cause(failure, PgException.class);
    }

    private static Optional<SQLException> hibernateError(Throwable failure) {
        return cause(failure, SQLException.class);
    }

    private static <T> Optional<T> cause(Throwable failure, Class<T> type) {
        @Nullable Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
