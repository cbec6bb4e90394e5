package io.tentabo.identity.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A switch to another tenant.
 *
 * @param tenant that tenant's slug
 */
record TenantSwitch(
        @NotBlank @Size(max = 63) @Schema(examples = "well-crafted")
        String tenant) {}
