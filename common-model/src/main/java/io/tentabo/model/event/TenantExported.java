package io.tentabo.model.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A service has exported its part of a tenant, table by table. Every service publishes it to its own topic.
 *
 * @param jobId of {@link TenantExportRequested}
 * @param service e.g. {@code crm}
 * @param manifest the path, within the store of exports, of the list of all files
 * @param sha256 of the manifest, hexadecimal; the manifest in turn has the digest of every file
 */
public record TenantExported(
        UUID jobId, String service, Instant completedAt, String manifest, String sha256, List<Table> tables) {

    public static final String TYPE = "io.tentabo.tenant.exported.v1";

    public TenantExported {
        tables = List.copyOf(tables);
    }

    /**
     * What was exported of a table.
     *
     * @param bytes of its files
     * @param files how many there are
     * @param sha256 of the digests of its files, each in hexadecimal and one to a line; null for a table that is never
     *     exported, because it holds secrets only
     */
    public record Table(
            String name,
            long rows,
            long bytes,
            int files,
            @Nullable String sha256) {}
}
