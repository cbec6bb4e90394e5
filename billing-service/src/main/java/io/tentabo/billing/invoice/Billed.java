package io.tentabo.billing.invoice;

import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an invoice bills, and whom.
 *
 * @param period set together with {@code contractId}
 * @param lines at least one
 */
record Billed(
        @Nullable UUID orderId,
        @Nullable UUID contractId,
        @Nullable BillingPeriod period,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        Currency currency,
        List<InvoiceLine> lines) {

    Billed {
        lines = List.copyOf(lines);
    }
}
