package io.tentabo.test.pipedrive;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;

/**
 * The three limits of Pipedrive: requests in a short rolling window, tokens of a day, and the edge's patience with
 * clients that go on after being refused.
 */
final class RequestLimits {

    enum Verdict {
        ALLOWED,
        BURST_EXCEEDED,
        DAILY_EXCEEDED,
        BLOCKED
    }

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PipedriveOptions options;
    private final ArrayDeque<Instant> requests = new ArrayDeque<>();
    private final ArrayDeque<Instant> searches = new ArrayDeque<>();
    private final ArrayDeque<Instant> refusals = new ArrayDeque<>();
    private Instant blockedUntil = Instant.MIN;
    private LocalDate day = LocalDate.MIN;
    private int spent;

    RequestLimits(PipedriveOptions options) {
        this.options = options;
    }

    synchronized Verdict admit(int cost, boolean search) {
        Instant now = options.clock().instant();
        if (now.isBefore(blockedUntil)) {
            return Verdict.BLOCKED;
        }
        forget(requests, now.minus(options.burstWindow()));
        forget(searches, now.minus(options.burstWindow()));
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            spent = 0;
        }
        if (requests.size() >= options.burstLimit() || (search && searches.size() >= options.searchLimit())) {
            return refuse(now, Verdict.BURST_EXCEEDED);
        }
        requests.add(now);
        if (search) {
            searches.add(now);
        }
        if (spent + cost > options.dailyTokens()) {
            return refuse(now, Verdict.DAILY_EXCEEDED);
        }
        spent += cost;
        return Verdict.ALLOWED;
    }

    synchronized int remaining() {
        forget(requests, options.clock().instant().minus(options.burstWindow()));
        return Math.max(0, options.burstLimit() - requests.size());
    }

    /** Seconds until the oldest request of the window leaves it. */
    synchronized long resetSeconds() {
        Instant oldest = requests.peekFirst();
        if (oldest == null) {
            return 0;
        }
        Duration left = Duration.between(options.clock().instant(), oldest.plus(options.burstWindow()));
        return left.isNegative() ? 0 : left.toSeconds() + 1;
    }

    synchronized int spentTokens() {
        return spent;
    }

    synchronized int tokensLeft() {
        return options.dailyTokens() - spent;
    }

    private Verdict refuse(Instant now, Verdict verdict) {
        forget(refusals, now.minus(PATIENCE));
        refusals.add(now);
        if (refusals.size() > options.tolerance()) {
            blockedUntil = now.plus(options.blockTime());
            refusals.clear();
            return Verdict.BLOCKED;
        }
        return verdict;
    }

    private static void forget(ArrayDeque<Instant> instants, Instant until) {
        while (!instants.isEmpty() && !instants.getFirst().isAfter(until)) {
            instants.removeFirst();
        }
    }
}
