package io.tentabo.identity.tenant;

import io.tentabo.kit.editing.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as operators see it: nothing of its business.
 *
 * @param plan the plan's name, e.g. {@code trial}
 * @param features what is switched on for it
 * @param maxUsers how many people may have a seat
 * @param maxIntegrations how many authentication providers and connections there may be together
 * @param version also the entity tag
 */
public record TenantView(
        UUID id,
        String name,
        String slug,
        TenantStatus status,
        String plan,
        List<String> features,
        int maxUsers,
        int maxIntegrations,
        @Nullable String billingEmail,
        @Nullable String contactEmail,
        @Nullable String logoUrl,
        @Nullable String primaryColor,
        int version,
        Instant createdAt,
        Instant updatedAt)
        implements Versioned {

    public TenantView {
        features = List.copyOf(features);
    }
}
