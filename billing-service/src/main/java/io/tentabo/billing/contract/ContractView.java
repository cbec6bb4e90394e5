package io.tentabo.billing.contract;

import io.tentabo.kit.editing.Versioned;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contract as the API shows it.
 *
 * @param userId who manages it
 * @param expirationDate first day on which it no longer runs
 * @param valuePerPeriod what the first billing period costs, in {@code currency}
 * @param notesInternal shown to the tenant's own people only
 */
public record ContractView(
        UUID id,
        String contractNumber,
        @Nullable UUID orderId,
        ContractType contractType,
        ContractStatus status,
        int version,
        @Nullable UUID userId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        LocalDate activationDate,
        LocalDate expirationDate,
        int periodicityMonths,
        BigDecimal valuePerPeriod,
        BigDecimal totalValue,
        String currency,
        @Nullable String notesInternal,
        Instant createdAt)
        implements Versioned {}
