package io.tentabo.model.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a contract, with its state afterwards; the event type says which of the constants it was.
 *
 * @param totalValue in {@code currency}, over the whole term
 * @param version grows with every change
 */
public record ContractEvent(
        UUID contractId,
        String contractNumber,
        String status,
        @Nullable UUID orderId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        LocalDate activationDate,
        LocalDate expirationDate,
        String currency,
        BigDecimal totalValue,
        Instant changedAt,
        int version) {

    public static final String CREATED = "io.tentabo.billing.contract.created.v1";
    public static final String UPDATED = "io.tentabo.billing.contract.updated.v1";
}
