package io.tentabo.identity.organisation;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a company, and may be edited.
 *
 * @param registrationNumber in its country's register; unique among the tenant's partners, and among its distributors
 * @param country ISO 3166-1 alpha-2
 * @param tier the tenant's own grading, e.g. {@code GOLD}
 * @param isActive false once it is deactivated: its users can no longer sign in; true when left out
 */
@Embeddable
@RegisterForReflection
public record OrganisationProfile(
        @NotBlank @Size(max = 200) @Schema(examples = "Northwind Solutions")
        String name,

        @Size(max = 200) @Nullable String legalName,

        @Size(min = 1, max = 64) @Schema(examples = "FR 552 100 554") @Nullable
        String registrationNumber,

        @Email @Size(max = 254) @Nullable String email,
        @Size(max = 50) @Nullable String phone,
        @Size(max = 500) @Nullable String website,
        @Size(max = 200) @Nullable String addressLine1,
        @Size(max = 200) @Nullable String addressLine2,
        @Size(max = 100) @Nullable String city,
        @Size(max = 20) @Nullable String postalCode,

        @Pattern(regexp = "[A-Z]{2}") @Schema(examples = "FR") @Nullable
        String country,

        @Size(max = 50) @Nullable String tier,
        @Nullable Boolean isActive,
        @Size(max = 5000) @Nullable String notes) {

    @JsonCreator
    public OrganisationProfile {
        isActive = isActive == null || isActive;
    }

    /** Whether its users may sign in. */
    public boolean active() {
        return Boolean.TRUE.equals(isActive);
    }

    /** The same company, deactivated. */
    public OrganisationProfile deactivated() {
        return new OrganisationProfile(
                name,
                legalName,
                registrationNumber,
                email,
                phone,
                website,
                addressLine1,
                addressLine2,
                city,
                postalCode,
                country,
                tier,
                false,
                notes);
    }
}
