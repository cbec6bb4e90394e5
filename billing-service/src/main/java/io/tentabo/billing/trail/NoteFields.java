package io.tentabo.billing.trail;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What a note's author decides; the body of POST, and what PATCH merges into.
 *
 * @param internal hidden from the channel and from customers
 * @param pinned shown before the others
 */
@RegisterForReflection
public record NoteFields(@NotBlank @Size(max = 10_000) String content, boolean internal, boolean pinned) {}
