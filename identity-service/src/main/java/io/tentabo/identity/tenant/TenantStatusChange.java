package io.tentabo.identity.tenant;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The next step of a tenant's life.
 *
 * @param reason for the audit
 */
public record TenantStatusChange(
        @NotNull TenantStatus status,

        @NotBlank @Size(max = 500) @Schema(examples = "Invoices unpaid for 60 days")
        String reason) {}
