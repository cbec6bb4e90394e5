package io.tentabo.billing.invoice;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose invoice a payment settles. */
public record SettledInvoice(
        UUID id,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId) {}
