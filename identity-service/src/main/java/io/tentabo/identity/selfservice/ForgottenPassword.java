package io.tentabo.identity.selfservice;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who has forgotten the password.
 *
 * @param tenant the tenant's slug
 * @param username the user's e-mail address
 */
record ForgottenPassword(
        @NotBlank @Size(max = 63) @Schema(examples = "oxibox")
        String tenant,

        @NotBlank @Size(max = 254) @Schema(examples = "ada@example.com")
        String username) {}
