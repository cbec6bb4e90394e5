package io.tentabo.sync.pull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a reading.
 *
 * @param since changes since then are read, null for everything
 * @param begin when the reading began, with the first of its runs
 * @param position the provider's own note of the next page; null before the first and after the last
 * @param allListed whether all pages were read, so that only the search for what was deleted is left
 * @param readUpTo time of the provider up to which nothing is left to be read, once the reading has come to its end
 * @param earliestFailure earliest change that could not be taken over
 */
@RegisterForReflection
record Rest(
        @Nullable Instant since,
        Instant begin,
        @Nullable String position,
        boolean allListed,
        @Nullable Instant readUpTo,
        @Nullable Instant earliestFailure) {

    static Rest all(@Nullable Instant since, Instant begin) {
        return new Rest(since, begin, null, false, null, null);
    }

    /** A complete reading alone finds what was deleted. */
    @JsonIgnore
    boolean isComplete() {
        return since == null;
    }

    Rest at(String next, Progress progress) {
        return new Rest(since, begin, next, false, progress.readUpTo(), progress.earliestFailure());
    }

    Rest listed(Progress progress) {
        return new Rest(since, begin, null, true, progress.readUpTo(), progress.earliestFailure());
    }
}
