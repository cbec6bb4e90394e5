package io.tentabo.sync.pull;

import io.tentabo.sync.run.RunCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a reading has seen so far. Its steps follow each other, on whatever thread. */
final class Progress {

    private final RunCounts counts = new RunCounts();
    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private final AtomicInteger pages = new AtomicInteger();
    private final long startedAt = System.nanoTime();
    private volatile @Nullable Instant readUpTo;
    private volatile @Nullable Instant earliestFailure;

    /** Goes on with what earlier runs of the same reading have seen. */
    Progress(Rest rest) {
        readUpTo = rest.readUpTo();
        earliestFailure = rest.earliestFailure();
    }

    RunCounts counts() {
        return counts;
    }

    void page() {
        pages.incrementAndGet();
    }

    int pages() {
        return pages.get();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    @Nullable
    Instant readUpTo() {
        return readUpTo;
    }

    @Nullable
    Instant earliestFailure() {
        return earliestFailure;
    }

    /** Whether a version of a record is met for the first time; pages overlap. */
    boolean isNew(String id, Instant updatedAt) {
        return handled.add(id + '@' + updatedAt);
    }

    void readUpTo(@Nullable Instant time) {
        Instant known = readUpTo;
        if (time != null && (known == null || time.isAfter(known))) {
            readUpTo = time;
        }
    }

    void failed(Instant updatedAt) {
        counts.failed();
        Instant known = earliestFailure;
        if (known == null || updatedAt.isBefore(known)) {
            earliestFailure = updatedAt;
        }
    }

    /** How far everything was taken over: a record with which that failed is read again by the next reading. */
    @Nullable
    Instant watermark() {
        Instant failure = earliestFailure;
        Instant read = readUpTo;
        return failure != null && (read == null || failure.isBefore(read)) ? failure : read;
    }
}
