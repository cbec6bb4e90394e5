package io.tentabo.crm.note;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.kit.editing.Versioned;
import java.time.Instant;
import java.util.UUID;

/**
 * A note about a lead.
 *
 * @param internal for the tenant's staff only
 * @param version also its ETag
 */
@RegisterForReflection
public record NoteView(
        UUID id,
        UUID leadId,
        String content,
        boolean internal,
        boolean pinned,
        UUID createdBy,
        Instant createdAt,
        Instant updatedAt,
        int version)
        implements Versioned {}
