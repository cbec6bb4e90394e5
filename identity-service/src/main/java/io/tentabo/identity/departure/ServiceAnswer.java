package io.tentabo.identity.departure;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.model.event.TenantExported;
import io.tentabo.model.event.TenantPurged;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a service has exported or deleted.
 *
 * @param service e.g. {@code crm}
 * @param completedAt null while it is at work
 * @param manifest of an export: the path, within the store of exports, of the list of its files
 * @param sha256 of an export: the digest of that list, hexadecimal
 * @param tables empty while it is at work
 */
@RegisterForReflection
public record ServiceAnswer(
        @Schema(examples = "crm") String service,
        @Nullable Instant completedAt,
        @Nullable String manifest,
        @Nullable String sha256,
        List<TableCount> tables) {

    public ServiceAnswer {
        tables = List.copyOf(tables);
    }

    /**
     * One table of it.
     *
     * @param rows how many were exported or deleted
     * @param bytes of an export: of its files
     * @param files of an export: how many there are
     * @param sha256 of an export: of the digests of its files, each in hexadecimal and one to a line; null for a table
     *     that is never exported
     */
    @RegisterForReflection
    public record TableCount(
            @Schema(examples = "leads") String name,
            @Schema(examples = "1200") long rows,
            @Nullable Long bytes,
            @Nullable Integer files,
            @Nullable String sha256) {}

    static ServiceAnswer pending(String service) {
        return new ServiceAnswer(service, null, null, null, List.of());
    }

    static ServiceAnswer of(TenantExported outcome) {
        return new ServiceAnswer(
                outcome.service(),
                outcome.completedAt(),
                outcome.manifest(),
                outcome.sha256(),
                outcome.tables().stream()
                        .map(table -> new TableCount(
                                table.name(), table.rows(), table.bytes(), table.files(), table.sha256()))
                        .toList());
    }

    static ServiceAnswer of(TenantPurged outcome) {
        return new ServiceAnswer(
                outcome.service(),
                outcome.completedAt(),
                null,
                null,
                outcome.tables().stream()
                        .map(table -> new TableCount(table.name(), table.rows(), null, null, null))
                        .toList());
    }
}
