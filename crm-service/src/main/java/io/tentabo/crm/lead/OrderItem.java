package io.tentabo.crm.lead;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.UUID;

/**
 * One line of the order that a lead becomes.
 *
 * @param productId a product of the catalog
 * @param durationId how long, and with which discount
 * @param quantity whole units
 */
@RegisterForReflection
public record OrderItem(
        @NotNull UUID productId,
        @NotNull UUID durationId,
        @Positive @Max(1_000_000_000) int quantity) {}
