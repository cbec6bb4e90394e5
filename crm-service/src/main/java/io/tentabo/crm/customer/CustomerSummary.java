package io.tentabo.crm.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer as a list shows it.
 *
 * @param creditLimit in {@code creditCurrency}
 */
record CustomerSummary(
        UUID id,
        String accountNumber,
        String companyName,
        @Nullable String tradeName,
        CustomerStatus status,
        @Nullable String tier,
        @Nullable BigDecimal creditLimit,
        @Nullable String creditCurrency,
        @Nullable UUID ownerId,
        @Nullable UUID partnerId,
        Instant createdAt,
        Instant updatedAt,
        int version) {}
