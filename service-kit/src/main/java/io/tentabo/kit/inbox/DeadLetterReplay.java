package io.tentabo.kit.inbox;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a replay.
 *
 * @param replayed letters of the key that took effect
 * @param remaining letters of the key that are still open
 * @param reason why the first of the remaining ones failed; absent when none did
 */
@RegisterForReflection
public record DeadLetterReplay(
        int replayed, int remaining, @Nullable String reason) {}
