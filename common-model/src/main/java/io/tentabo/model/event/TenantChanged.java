package io.tentabo.model.event;

import java.util.UUID;

/**
 * A tenant was created or changed; carries its whole state.
 *
 * @param status TRIAL, ACTIVE, SUSPENDED, CANCELLED or ARCHIVED
 * @param defaultCurrency ISO 4217
 * @param timezone IANA name
 * @param locale BCP 47
 * @param maxUsers plan limit
 * @param maxIntegrations plan limit
 */
public record TenantChanged(
        UUID tenantId,
        String name,
        String slug,
        String status,
        String defaultCurrency,
        String timezone,
        String locale,
        int maxUsers,
        int maxIntegrations) {

    public static final String TYPE = "io.tentabo.identity.tenant.changed.v1";
}
