package io.tentabo.sync.pull;

import io.tentabo.sync.SyncConfig;
import java.time.Duration;

/** How much one run reads before it leaves the rest to the next. Asked between pages, whose size bounds what is in memory. */
record Bound(int pages, int records, Duration time) {

    static Bound of(SyncConfig config) {
        return new Bound(config.maxPullPages(), config.maxPullRecords(), config.maxPullTime());
    }

    boolean isReached(Progress progress) {
        return progress.pages() >= pages
                || progress.counts().records() >= records
                || progress.elapsed().compareTo(time) >= 0;
    }
}
