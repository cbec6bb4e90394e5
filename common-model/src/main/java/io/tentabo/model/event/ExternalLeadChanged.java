package io.tentabo.model.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lead that the suite knows was changed or deleted at a provider.
 *
 * @param changedFields names of the members below that changed; only these are to be taken over, null included
 * @param deleted whether the provider deleted or archived it
 * @param changedAt the provider's time of the change
 */
public record ExternalLeadChanged(
        UUID leadId,
        UUID connectionId,
        String provider,
        String externalId,
        Set<String> changedFields,
        @Nullable String title,
        @Nullable BigDecimal value,
        @Nullable String currency,
        @Nullable LocalDate expectedCloseDate,
        boolean deleted,
        Instant changedAt) {

    public static final String TYPE = "io.tentabo.sync.external-lead.changed.v1";

    public ExternalLeadChanged {
        changedFields = Set.copyOf(changedFields);
    }
}
