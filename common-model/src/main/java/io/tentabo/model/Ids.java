package io.tentabo.model;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Time-ordered identifiers, UUID version 7 of RFC 9562: 48 bits of Unix milliseconds, 12 bits of a counter that keeps
 * ids of one process in order within a millisecond, and 62 random bits.
 */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final InstantSource CLOCK = InstantSource.system();
    private static final int COUNTER_BITS = 12;
    private static final int COUNTER_MASK = (1 << COUNTER_BITS) - 1;

    /** Milliseconds and counter in one number, so that one compare-and-set advances both. */
    private static final AtomicLong LAST = new AtomicLong();

    private Ids() {}

    /** A new identifier, greater than every one this process made before. */
    public static UUID next() {
        long now = CLOCK.millis() << COUNTER_BITS;
        long tick = LAST.updateAndGet(last -> Math.max(last + 1, now));
        long high = ((tick >>> COUNTER_BITS) << 16) | 0x7000L | (tick & COUNTER_MASK);
        long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
