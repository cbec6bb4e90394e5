package io.tentabo.kit.inbox;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Gives up a dead letter.
 *
 * @param reason why it need not take effect; kept with the letter and in the audit
 */
@RegisterForReflection
public record DeadLetterDiscard(@NotBlank @Size(max = 1000) String reason) {}
