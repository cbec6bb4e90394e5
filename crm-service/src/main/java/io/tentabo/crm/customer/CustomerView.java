package io.tentabo.crm.customer;

import io.tentabo.kit.editing.Versioned;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer.
 *
 * @param statusReason why its status was changed last; only the tenant's own people see it
 * @param creditLimit in {@code creditCurrency}
 * @param notes only the tenant's own people see them
 * @param version also its ETag
 */
record CustomerView(
        UUID id,
        String accountNumber,
        String companyName,
        @Nullable String tradeName,
        CustomerStatus status,
        @Nullable String statusReason,
        @Nullable String tier,
        @Nullable String licenseNumber,
        @Nullable String licenseState,
        @Nullable LocalDate licenseExpiry,
        @Nullable String paymentTerms,
        @Nullable BigDecimal creditLimit,
        @Nullable String creditCurrency,
        @Nullable Address billingAddress,
        @Nullable Address shippingAddress,
        @Nullable UUID ownerId,
        @Nullable UUID partnerId,
        @Nullable String notes,
        @Nullable UUID createdBy,
        Instant createdAt,
        Instant updatedAt,
        int version)
        implements Versioned {}
