package io.tentabo.kit.problem;

import static java.util.Map.entry;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.pgclient.PgException;
import jakarta.annotation.Priority;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import org.hibernate.StaleStateException;
import org.jboss.logging.Logger;

/**
 * What clients are told when the database refuses. Features translate the refusals that they expect; what arrives here
 * is a lost race or a fault, and is answered without naming anything of the schema.
 */
final class DatabaseProblems {

    private static final Logger LOG = Logger.getLogger(DatabaseProblems.class);

    /** By SQLSTATE, from PostgreSQL's Appendix A. */
    private static final Map<String, ProblemType> BY_STATE = Map.ofEntries(
            entry("40001", CommonProblems.CONFLICT), // serialization failure
            entry("40P01", CommonProblems.CONFLICT), // deadlock
            entry("55P03", CommonProblems.UNAVAILABLE), // lock time-out
            entry("57014", CommonProblems.UNAVAILABLE), // statement time-out
            entry("53300", CommonProblems.UNAVAILABLE), // too many connections
            entry("57P03", CommonProblems.UNAVAILABLE), // starting up
            entry("22P02", CommonProblems.MALFORMED), // text that is no value of the type
            entry("22021", CommonProblems.MALFORMED), // a character that no text may hold
            entry("22003", CommonProblems.MALFORMED), // number out of range
            entry("22008", CommonProblems.MALFORMED), // date or time out of range
            entry("42501", CommonProblems.FORBIDDEN)); // row-level security refused the row

    private DatabaseProblems() {}

    static HttpProblem of(Throwable failure) {
        if (failure instanceof OptimisticLockException || failure instanceof StaleStateException) {
            return CommonProblems.STALE_VERSION.with(
                    "Someone else changed it at the same time. Read the resource again.");
        }
        String state = ConstraintViolations.sqlState(failure);
        ProblemType type = ConstraintViolations.isIntegrityViolation(state)
                ? CommonProblems.CONFLICT
                : BY_STATE.getOrDefault(state, CommonProblems.INTERNAL);
        if (type.equals(CommonProblems.INTERNAL) || type.equals(CommonProblems.CONFLICT)) {
            LOG.errorf(failure, "The database refused a statement with SQLSTATE %s", state);
        }
        return type.with(
                type.equals(CommonProblems.CONFLICT)
                        ? "The change contradicts the present state of the data."
                        : "The request could not be carried out.");
    }

    /** Failures of the reactive client. */
    @Provider
    @Priority(Priorities.USER)
    static final class PgExceptionMapper extends ExceptionMapperBase<PgException> {

        @Override
        protected HttpProblem toProblem(PgException failure) {
            return of(failure);
        }
    }

    /** Failures of Hibernate. */
    @Provider
    @Priority(Priorities.USER)
    static final class PersistenceExceptionMapper extends ExceptionMapperBase<PersistenceException> {

        @Override
        protected HttpProblem toProblem(PersistenceException failure) {
            return of(failure);
        }
    }
}
