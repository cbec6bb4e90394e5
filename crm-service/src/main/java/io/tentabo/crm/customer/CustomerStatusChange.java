package io.tentabo.crm.customer;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A customer's next status.
 *
 * @param reason required for SUSPENDED
 */
@Schema(examples = "{\"status\": \"SUSPENDED\", \"reason\": \"The license has expired\"}")
record CustomerStatusChange(
        @NotNull CustomerStatus status,
        @Size(max = 2000) @Nullable String reason) {}
