package io.tentabo.sync.run;

/** What started a run, and how much it covers. */
public enum SyncType {
    /** Everything; finds what was deleted there. */
    FULL,
    /** What changed since the watermark. */
    INCREMENTAL,
    WEBHOOK,
    /** As INCREMENTAL, started by a person. */
    MANUAL
}
