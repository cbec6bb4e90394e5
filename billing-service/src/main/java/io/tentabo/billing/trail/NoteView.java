package io.tentabo.billing.trail;

import io.tentabo.kit.editing.Versioned;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A note as the API shows it. */
public record NoteView(
        UUID id,
        int version,
        String content,
        boolean internal,
        boolean pinned,
        @Nullable UUID createdBy,
        Instant createdAt,
        Instant updatedAt)
        implements Versioned {}
