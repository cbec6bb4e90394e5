package io.tentabo.local.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what another process does in its own time. */
public final class Eventually {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private Eventually() {}

    /**
     * Looks until something is there.
     *
     * @param what is waited for, to complete the sentence "… did not happen within 10 s"
     * @throws IllegalStateException when the limit has passed
     */
    public static <T> T await(String what, Duration limit, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + " did not happen within " + limit.toMillis() / 1000.0 + " s");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting");
        }
    }
}
