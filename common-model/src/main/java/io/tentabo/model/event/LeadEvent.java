package io.tentabo.model.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a lead, with its whole state afterwards; the event type says which of the constants it was.
 *
 * @param value amount in {@code currency}, null when unknown
 * @param probability per cent, 0 to 100
 * @param origin {@code API} for a change made here, or the provider's name for one that was pulled from it
 * @param previousStatus set for {@link #STATUS_CHANGED} and {@link #CONVERTED}
 * @param version grows with every change
 */
public record LeadEvent(
        UUID leadId,
        String title,
        @Nullable String organization,
        @Nullable String organizationDomain,
        @Nullable String contactName,
        @Nullable String contactEmail,
        @Nullable String contactPhone,
        @Nullable BigDecimal value,
        @Nullable String currency,
        String status,
        @Nullable String previousStatus,
        @Nullable String lostReason,
        @Nullable Integer probability,
        @Nullable LocalDate expectedCloseDate,
        UUID ownerId,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID convertedOrderId,
        String origin,
        Instant changedAt,
        int version) {

    public static final String CREATED = "io.tentabo.crm.lead.created.v1";
    public static final String UPDATED = "io.tentabo.crm.lead.updated.v1";
    public static final String STATUS_CHANGED = "io.tentabo.crm.lead.status-changed.v1";
    public static final String CONVERTED = "io.tentabo.crm.lead.converted.v1";
    public static final String DELETED = "io.tentabo.crm.lead.deleted.v1";
}
