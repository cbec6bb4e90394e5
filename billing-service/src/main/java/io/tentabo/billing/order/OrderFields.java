package io.tentabo.billing.order;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can be changed of an order until it is sent; what PATCH merges into. */
@RegisterForReflection
record OrderFields(
        @Size(max = 100) @Nullable String poNumber,
        @Nullable LocalDate requestedDeliveryDate,
        @Nullable UUID customerId,
        @Nullable UUID distributorId,
        @Size(max = 10_000) @Nullable String notesInternal) {}
