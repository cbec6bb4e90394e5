package io.tentabo.identity.provider;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How this service proves itself to a provider. Comes in and never goes out again: no answer, log or audit record shows it.
 *
 * @param secret the password of an LDAP bind DN, or the secret of an OpenID client
 */
@RegisterForReflection
@Schema(description = "Write-only.")
public record ProviderCredentials(
        @NotBlank @Size(max = 4_000) @Schema(writeOnly = true)
        String secret) {

    @Override
    public String toString() {
        return "ProviderCredentials[…]";
    }
}
