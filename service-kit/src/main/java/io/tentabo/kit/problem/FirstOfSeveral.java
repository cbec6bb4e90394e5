package io.tentabo.kit.problem;

import io.smallrye.mutiny.CompositeException;
import org.jboss.resteasy.reactive.server.ExceptionUnwrapStrategy;
import org.jboss.resteasy.reactive.server.UnwrapException;

/**
 * Answers and logs the first failure where several things that were done at once failed together, by the rules for that
 * failure. The others are further refusals of the same request, or consequences: PostgreSQL refuses every statement that
 * follows a failed one in its transaction.
 *
 * <p>Mutiny lists the failures in the order in which the members of a combination stand, and they are subscribed to in
 * that order, so that the first is the original one as long as each member needs one flight.
 */
@UnwrapException(value = CompositeException.class, strategy = ExceptionUnwrapStrategy.ALWAYS)
final class FirstOfSeveral {

    private FirstOfSeveral() {}
}
