package io.tentabo.billing.contract;

import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an order becomes a contract.
 *
 * @param contractType {@link ContractType#RESELLER} by default
 * @param activationDate first day; today at the tenant's place by default
 * @param userId who manages it
 */
public record Activation(
        ContractType contractType,
        @Nullable LocalDate activationDate,
        @Nullable UUID userId,
        @Size(max = 10_000) @Nullable String notesInternal) {

    @SuppressWarnings("NullAway") // What the client leaves out arrives as null and is replaced here.
    public Activation {
        contractType = Objects.requireNonNullElse(contractType, ContractType.RESELLER);
    }
}
