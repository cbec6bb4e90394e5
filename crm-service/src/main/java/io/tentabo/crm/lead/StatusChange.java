package io.tentabo.crm.lead;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A lead's next status.
 *
 * @param reason required for a step back, for LOST, for WON without an order, and to reopen
 */
@Schema(examples = "{\"status\": \"LOST\", \"reason\": \"Chose a competitor\"}")
public record StatusChange(
        @NotNull LeadStatus status,
        @Size(max = 2000) @Nullable String reason) {}
