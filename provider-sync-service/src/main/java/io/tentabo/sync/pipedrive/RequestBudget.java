package io.tentabo.sync.pipedrive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The short rolling window in which Pipedrive counts a token's requests, as one replica sees it. It begins with the
 * smallest plan's limit and learns the real one, and what other replicas and clients have used, from the headers of
 * every answer. Safe for use from any thread.
 */
final class RequestBudget {

    static final Duration WINDOW = Duration.ofSeconds(2);
    static final int SMALLEST_LIMIT = 20;

    private static final int SEARCH_LIMIT = 10;

    private final ArrayDeque<Instant> requests = new ArrayDeque<>();
    private final ArrayDeque<Instant> searches = new ArrayDeque<>();
    private int limit = SMALLEST_LIMIT;
    private Instant closedUntil = Instant.MIN;

    /** Takes a place in the window, or answers how long to wait before asking again; zero when it was taken. */
    synchronized Duration take(Instant now, boolean search) {
        if (now.isBefore(closedUntil)) {
            return Duration.between(now, closedUntil);
        }
        forget(requests, now);
        forget(searches, now);
        Duration wait = longer(wait(requests, limit, now), search ? wait(searches, SEARCH_LIMIT, now) : Duration.ZERO);
        if (wait.isZero()) {
            requests.add(now);
            if (search) {
                searches.add(now);
            }
        }
        return wait;
    }

    /** Learns from the headers of an answer; either may be missing. */
    synchronized void learn(@Nullable Integer statedLimit, @Nullable Integer remaining, Instant now) {
        if (statedLimit != null && statedLimit > 0) {
            limit = statedLimit;
        }
        if (remaining != null && remaining <= 0) {
            close(now.plus(WINDOW));
        }
    }

    /** Lets nothing pass before a time. */
    synchronized void close(Instant until) {
        if (until.isAfter(closedUntil)) {
            closedUntil = until;
        }
    }

    private static Duration wait(ArrayDeque<Instant> taken, int limit, Instant now) {
        Instant oldest = taken.peekFirst();
        return oldest == null || taken.size() < limit
                ? Duration.ZERO
                : longer(Duration.ofMillis(1), Duration.between(now, oldest.plus(WINDOW)));
    }

    private static void forget(ArrayDeque<Instant> taken, Instant now) {
        Instant begin = now.minus(WINDOW);
        while (!taken.isEmpty() && !taken.getFirst().isAfter(begin)) {
            taken.removeFirst();
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
