package io.tentabo.identity.tenant;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What operators may edit of a tenant.
 *
 * @param features all that is switched on for it
 * @param maxUsers may be below what is taken: then nobody is added until enough have gone
 * @param primaryColor {@code #rrggbb}
 */
@RegisterForReflection
public record TenantChange(
        @NotBlank @Size(max = 200) @Schema(examples = "Oxibox")
        String name,

        @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,31}") @Schema(examples = "business")
        String plan,

        @NotNull @Size(max = 100) @Schema(examples = "[\"portal\"]")
        List<@NotNull @Pattern(regexp = "[a-z][a-z0-9._-]{0,63}") String> features,

        @Min(1) @Max(100_000) int maxUsers,
        @Min(0) @Max(1_000) int maxIntegrations,
        @Email @Size(max = 254) @Nullable String billingEmail,
        @Email @Size(max = 254) @Nullable String contactEmail,

        @Pattern(regexp = "https://\\S+") @Size(max = 500) @Nullable
        String logoUrl,

        @Pattern(regexp = "#[0-9a-fA-F]{6}") @Schema(examples = "#1a4d8f") @Nullable
        String primaryColor) {

    // A merge patch may remove the features, which means none.
    @SuppressWarnings("ConstantValue")
    public TenantChange {
        features = features == null
                ? List.of()
                : features.stream().sorted().distinct().toList();
    }
}
