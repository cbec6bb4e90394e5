package io.tentabo.kit.inbox;

/** Where a dead letter stands. */
public enum DeadLetterStatus {
    /** It could not take effect. */
    DEAD,
    /** It waits behind a dead one of the same key. */
    PARKED,
    /** It has taken effect. */
    REPLAYED,
    /** It was given up, and never takes effect. */
    DISCARDED
}
