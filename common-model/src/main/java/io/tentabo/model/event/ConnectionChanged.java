package io.tentabo.model.event;

import java.util.UUID;

/**
 * A connection to a provider was created, changed, put to use, taken out of use or deleted.
 *
 * @param type CRM, BILLING or INTEGRATION
 * @param provider the provider's name, e.g. {@code pipedrive}
 * @param status PENDING, ACTIVE or DISABLED
 * @param version grows with every change
 */
public record ConnectionChanged(
        UUID connectionId,
        String type,
        String provider,
        String name,
        String status,
        boolean active,
        boolean deleted,
        int version) {

    public static final String TYPE = "io.tentabo.sync.connection.changed.v1";
}
