package io.tentabo.crm.customer;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What of a customer can be edited: the target of a merge patch, and what the audit compares.
 *
 * @param accountNumber unique in the tenant
 * @param tier how it is served, in the words of the tenant
 * @param licenseState where the license holds
 * @param creditLimit up to what it may owe, in {@code creditCurrency}; the two come together
 * @param creditCurrency ISO 4217
 * @param ownerId which user looks after it
 * @param partnerId whose customer it is; a partner's user always names its own partner
 * @param notes internal: neither the channel nor the customer sees them
 */
@RegisterForReflection
record CustomerFields(
        @NotBlank @Size(max = 32) @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._/-]*")
        String accountNumber,

        @NotBlank @Size(max = 255) String companyName,
        @Size(max = 255) @Nullable String tradeName,
        @Size(min = 1, max = 64) @Nullable String tier,
        @Size(max = 64) @Nullable String licenseNumber,
        @Size(max = 64) @Nullable String licenseState,
        @Nullable LocalDate licenseExpiry,
        @Size(max = 64) @Nullable String paymentTerms,

        @DecimalMin("0") @Digits(integer = 15, fraction = 2) @Nullable
        BigDecimal creditLimit,

        @Pattern(regexp = "[A-Z]{3}") @Nullable String creditCurrency,
        @Valid @Nullable Address billingAddress,
        @Valid @Nullable Address shippingAddress,
        @Nullable UUID ownerId,
        @Nullable UUID partnerId,
        @Size(max = 10_000) @Nullable String notes) {}
