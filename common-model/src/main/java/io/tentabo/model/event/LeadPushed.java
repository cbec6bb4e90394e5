package io.tentabo.model.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lead was written to a provider, or could not be.
 *
 * @param status SYNCED or FAILED
 * @param externalId the provider's id of the lead, null while it has none
 * @param error why it failed, in words for a person; null when it did not
 */
public record LeadPushed(
        UUID leadId,
        UUID connectionId,
        String provider,
        @Nullable String externalId,
        String status,
        @Nullable String error,
        Instant at) {

    public static final String TYPE = "io.tentabo.sync.lead.pushed.v1";
}
