package io.tentabo.sync.conflict;

import jakarta.validation.constraints.NotNull;

/** How a conflict is decided. */
public record ConflictResolution(@NotNull Choice resolution) {

    /** Whose value stays. */
    public enum Choice {
        /** Ours is sent to the provider. */
        INTERNAL,
        /** The provider's comes to us. */
        EXTERNAL,
        /** Somebody sees to it by hand; nothing moves. */
        MANUAL
    }
}
