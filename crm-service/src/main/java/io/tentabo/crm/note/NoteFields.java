package io.tentabo.crm.note;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What of a note can be edited: the target of a merge patch, and what the audit compares.
 *
 * @param internal for the tenant's staff only
 */
@RegisterForReflection
public record NoteFields(@NotBlank @Size(max = 20_000) String content, boolean internal, boolean pinned) {}
