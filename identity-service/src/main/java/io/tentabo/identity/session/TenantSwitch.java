package io.tentabo.identity.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A switch to another tenant.
 *
 * @param tenant that tenant's slug
 * @param refreshToken of the caller's session; it is used up
 */
record TenantSwitch(
        @NotBlank @Size(max = 63) @Schema(examples = "well-crafted")
        String tenant,

        @NotBlank @Size(max = 128) @Schema(writeOnly = true) String refreshToken) {

    @Override
    public String toString() {
        return "TenantSwitch[" + tenant + "]";
    }
}
