package io.tentabo.sync.run;

import java.util.concurrent.atomic.AtomicInteger;

/** What a run has done so far. */
public final class RunCounts {

    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    public void read(int records) {
        read.addAndGet(records);
    }

    public void written() {
        written.incrementAndGet();
    }

    public void skipped(int records) {
        skipped.addAndGet(records);
    }

    public void failed() {
        failed.incrementAndGet();
    }

    public int records() {
        return read.get();
    }

    int writes() {
        return written.get();
    }

    int skips() {
        return skipped.get();
    }

    int failures() {
        return failed.get();
    }

    /** SUCCESS, PARTIAL when some records failed or the run broke off after some, FAILED when nothing was achieved. */
    String status(boolean brokenOff) {
        if (!brokenOff && failures() == 0) {
            return "SUCCESS";
        }
        return writes() + skips() > 0 ? "PARTIAL" : "FAILED";
    }
}
