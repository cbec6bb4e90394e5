package io.tentabo.crm.lead;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a lead stands at the tenant's CRM provider.
 *
 * @param externalId the provider's id of it, null while it has none
 * @param status SYNCED, FAILED, or REMOVED when the provider deleted it
 * @param error why it could not be sent, in words for a person
 */
@RegisterForReflection
public record LeadSync(
        String provider,
        @Nullable String externalId,
        @Nullable Instant lastSyncAt,
        @Nullable String status,
        @Nullable String error) {}
