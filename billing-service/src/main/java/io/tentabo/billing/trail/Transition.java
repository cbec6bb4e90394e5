package io.tentabo.billing.trail;

import org.jspecify.annotations.Nullable;

/**
 * A step from one status to the next.
 *
 * @param from null for the first
 * @param reason what the actor said, or null
 */
public record Transition(
        @Nullable Enum<?> from, Enum<?> to, @Nullable String reason) {}
