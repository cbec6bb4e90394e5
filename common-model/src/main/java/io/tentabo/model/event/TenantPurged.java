package io.tentabo.model.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A service has deleted its part of a tenant. Every service publishes it to its own topic.
 *
 * @param jobId of {@link TenantPurgeRequested}
 * @param service e.g. {@code crm}
 */
public record TenantPurged(UUID jobId, String service, Instant completedAt, List<Table> tables) {

    public static final String TYPE = "io.tentabo.tenant.purged.v1";

    public TenantPurged {
        tables = List.copyOf(tables);
    }

    /**
     * What was deleted of a table.
     *
     * @param rows how many
     */
    public record Table(String name, long rows) {}
}
