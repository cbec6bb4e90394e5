package io.tentabo.billing.contract;

import io.tentabo.model.money.Money;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A contract of which a period is being invoiced.
 *
 * @param orderId the order whose lines it bills; null for one that was entered directly
 * @param expirationDate first day on which it no longer runs
 * @param periodicityMonths length of a billing period
 */
public record BilledContract(
        UUID id,
        String contractNumber,
        ContractStatus status,
        @Nullable UUID orderId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        LocalDate activationDate,
        LocalDate expirationDate,
        int periodicityMonths,
        Money valuePerPeriod) {}
