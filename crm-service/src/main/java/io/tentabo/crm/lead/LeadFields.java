package io.tentabo.crm.lead;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a lead can be edited: the target of a merge patch, and what the audit compares.
 *
 * @param value expected amount, in {@code currency}
 * @param currency ISO 4217
 * @param probability per cent
 */
@RegisterForReflection
public record LeadFields(
        @NotBlank @Size(max = 255) String title,
        @Size(max = 255) @Nullable String organization,
        @Size(max = 255) @Nullable String organizationDomain,
        @Size(max = 64) @Nullable String registrationNumber,
        @Size(max = 255) @Nullable String contactName,
        @Email @Size(max = 255) @Nullable String contactEmail,
        @Size(max = 64) @Nullable String contactPhone,

        @DecimalMin("0") @Digits(integer = 15, fraction = 2) @Nullable
        BigDecimal value,

        @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
        @Min(0) @Max(100) @Nullable Integer probability,
        @Nullable LocalDate expectedCloseDate,
        @Size(max = 64) @Nullable String source,
        @NotNull UUID ownerId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId) {

    /** A new lead's, with what its registration left open. */
    static LeadFields of(
            NewLead lead, String currency, UUID ownerId, @Nullable UUID partnerId, @Nullable UUID distributorId) {
        return new LeadFields(
                lead.title(),
                lead.organization(),
                lead.organizationDomain(),
                lead.registrationNumber(),
                lead.contactName(),
                lead.contactEmail(),
                lead.contactPhone(),
                lead.value(),
                currency,
                lead.probability(),
                lead.expectedCloseDate(),
                lead.source(),
                ownerId,
                partnerId,
                distributorId);
    }

    LeadChannel channel() {
        return new LeadChannel(partnerId, distributorId);
    }

    /** The same with what a provider knows of a lead. */
    LeadFields withProviders(
            String newTitle,
            @Nullable BigDecimal newValue,
            String newCurrency,
            @Nullable LocalDate newExpectedCloseDate) {
        return new LeadFields(
                newTitle,
                organization,
                organizationDomain,
                registrationNumber,
                contactName,
                contactEmail,
                contactPhone,
                newValue,
                newCurrency,
                probability,
                newExpectedCloseDate,
                source,
                ownerId,
                partnerId,
                distributorId);
    }

    /** The same in other hands. */
    LeadFields ownedBy(UUID newOwnerId) {
        return new LeadFields(
                title,
                organization,
                organizationDomain,
                registrationNumber,
                contactName,
                contactEmail,
                contactPhone,
                value,
                currency,
                probability,
                expectedCloseDate,
                source,
                newOwnerId,
                partnerId,
                distributorId);
    }
}
