package io.tentabo.identity.provider;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is set of a provider, when it is made and when it is edited.
 *
 * @param credentials when edited: new ones, or null to keep those that are there
 */
@RegisterForReflection
public record AuthProviderFields(
        @NotBlank @Size(max = 200) @Schema(examples = "Oxiadmin")
        String name,

        @NotNull @Valid ProviderConfiguration configuration,
        @Nullable @Valid ProviderCredentials credentials) {}
