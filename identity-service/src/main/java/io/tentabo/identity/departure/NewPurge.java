package io.tentabo.identity.departure;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What an operator confirms before everything of a tenant is deleted.
 *
 * @param confirm the tenant's slug
 * @param withoutExport true where the tenant wanted no copy, or has one already
 */
@RegisterForReflection
public record NewPurge(
        @NotBlank @Size(max = 63) @Schema(examples = "oxibox")
        String confirm,

        boolean withoutExport) {}
