package io.tentabo.crm.lead;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.kit.editing.Versioned;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lead.
 *
 * @param value expected amount, in {@code currency}
 * @param converting whether an order is being made of it at this moment
 * @param sync how it stands at the tenant's CRM provider; null when it was never sent to one
 * @param version also its ETag
 */
@RegisterForReflection
public record LeadView(
        UUID id,
        String title,
        @Nullable String organization,
        @Nullable String organizationDomain,
        @Nullable String registrationNumber,
        @Nullable String contactName,
        @Nullable String contactEmail,
        @Nullable String contactPhone,
        @Nullable BigDecimal value,
        String currency,
        LeadStatus status,
        @Nullable Integer probability,
        @Nullable LocalDate expectedCloseDate,
        @Nullable String source,
        UUID ownerId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable String lostReason,
        boolean converting,
        @Nullable UUID convertedOrderId,
        @Nullable Instant convertedAt,
        @Nullable LeadSync sync,
        @Nullable UUID createdBy,
        Instant createdAt,
        Instant updatedAt,
        int version)
        implements Versioned {}
