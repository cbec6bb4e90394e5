package io.tentabo.identity.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A sign-in with a password.
 *
 * @param tenant the tenant's slug
 * @param username the user's e-mail address, or its name in the tenant's directory
 */
record NewSession(
        @NotBlank @Size(max = 63) @Schema(examples = "oxibox")
        String tenant,

        @NotBlank @Size(max = 254) @Schema(examples = "ada@example.com")
        String username,

        @NotNull @Size(min = 1, max = 128) @Schema(writeOnly = true)
        String password) {

    @Override
    public String toString() {
        return "NewSession[tenant=" + tenant + "]";
    }
}
