package io.tentabo.crm.lead;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lead as a list shows it.
 *
 * @param value expected amount, in {@code currency}
 */
public record LeadSummary(
        UUID id,
        String title,
        @Nullable String organization,
        @Nullable String contactName,
        @Nullable BigDecimal value,
        String currency,
        LeadStatus status,
        @Nullable Integer probability,
        @Nullable LocalDate expectedCloseDate,
        UUID ownerId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID convertedOrderId,
        Instant createdAt,
        Instant updatedAt,
        int version) {}
