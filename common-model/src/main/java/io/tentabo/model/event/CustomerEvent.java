package io.tentabo.model.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a customer, with its state afterwards; the event type says which of the constants it was.
 *
 * @param status ACTIVE, INACTIVE or SUSPENDED
 * @param previousStatus set for {@link #STATUS_CHANGED}
 * @param creditLimit up to what it may owe, in {@code creditCurrency}
 * @param creditCurrency ISO 4217, null without a limit
 * @param ownerId the user who looks after it
 * @param version grows with every change; of {@link #DELETED} it is the last
 */
public record CustomerEvent(
        UUID customerId,
        String accountNumber,
        String companyName,
        @Nullable String tradeName,
        String status,
        @Nullable String previousStatus,
        @Nullable String tier,
        @Nullable String paymentTerms,
        @Nullable BigDecimal creditLimit,
        @Nullable String creditCurrency,
        @Nullable UUID ownerId,
        @Nullable UUID partnerId,
        Instant changedAt,
        int version) {

    public static final String CREATED = "io.tentabo.crm.customer.created.v1";
    public static final String UPDATED = "io.tentabo.crm.customer.updated.v1";
    public static final String STATUS_CHANGED = "io.tentabo.crm.customer.status-changed.v1";
    public static final String DELETED = "io.tentabo.crm.customer.deleted.v1";
}
