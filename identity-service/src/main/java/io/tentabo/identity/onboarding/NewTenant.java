package io.tentabo.identity.onboarding;

import io.tentabo.identity.account.NewPassword;
import io.tentabo.identity.tenant.Plan;
import io.tentabo.identity.tenant.TenantSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A tenant to be created.
 *
 * @param slug the name that people type to sign in
 * @param plan trial by default
 * @param maxUsers how many people may have a seat; 10 by default
 * @param maxIntegrations how many authentication providers and connections there may be together; 5 by default
 * @param admin the first user: of kind ADMIN, with the role owner
 */
public record NewTenant(
        @NotBlank @Size(max = 200) @Schema(examples = "Oxibox")
        String name,

        @NotNull @Pattern(regexp = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?") @Schema(examples = "oxibox")
        String slug,

        @Pattern(regexp = "[a-z][a-z0-9-]{0,31}") @Schema(examples = "trial") @Nullable
        String plan,

        @Min(1) @Max(100_000) @Nullable Integer maxUsers,
        @Min(0) @Max(1_000) @Nullable Integer maxIntegrations,
        @Valid @Nullable TenantSettings settings,
        @NotNull @Valid Admin admin) {

    /** The tenant's first user. */
    public record Admin(
            @NotBlank @Email @Size(max = 254) @Schema(examples = "ada@example.com")
            String email,

            @NotBlank @Size(max = 100) @Schema(examples = "Ada")
            String firstName,

            @NotBlank @Size(max = 100) @Schema(examples = "Lovelace")
            String lastName,

            @NotNull @Size(min = NewPassword.MIN, max = NewPassword.MAX) @Schema(writeOnly = true)
            String password) {

        @Override
        public String toString() {
            return "Admin[email=" + email + "]";
        }
    }

    Plan chosenPlan() {
        return new Plan(
                plan == null ? Plan.TRIAL : plan,
                maxUsers == null ? Plan.DEFAULT_MAX_USERS : maxUsers,
                maxIntegrations == null ? Plan.DEFAULT_MAX_INTEGRATIONS : maxIntegrations);
    }

    TenantSettings chosenSettings() {
        return settings == null ? TenantSettings.DEFAULTS : settings;
    }
}
