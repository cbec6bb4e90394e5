package io.tentabo.identity.privacy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.model.event.PersonJobDone;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a service has exported or erased.
 *
 * @param service e.g. {@code crm}
 * @param completedAt null while it is at work
 * @param manifest of an export: the path, within the store of exports, of the list of its files
 * @param sha256 of an export: the digest of that list, hexadecimal
 * @param parts what there was and what became of it; empty while it is at work
 */
@RegisterForReflection
public record ServiceOutcome(
        @Schema(examples = "crm") String service,
        @Nullable Instant completedAt,
        @Nullable String manifest,
        @Nullable String sha256,
        List<Part> parts) {

    public ServiceOutcome {
        parts = List.copyOf(parts);
    }

    /**
     * One kind of personal data in a table.
     *
     * @param rows how many rows of the person there were
     * @param reason why they are kept; null unless they are
     */
    @RegisterForReflection
    public record Part(
            @Schema(examples = "leads") String table,
            @Schema(examples = "contact") String name,
            @Schema(examples = "3") long rows,

            @Schema(
                    examples = "ERASED",
                    enumeration = {"EXPORTED", "ERASED", "DELETED", "KEPT"})
            String treatment,

            @Nullable String reason) {}

    static ServiceOutcome pending(String service) {
        return new ServiceOutcome(service, null, null, null, List.of());
    }

    static ServiceOutcome of(PersonJobDone done) {
        return new ServiceOutcome(
                done.service(),
                done.completedAt(),
                done.manifest(),
                done.sha256(),
                done.parts().stream()
                        .map(part -> new Part(part.table(), part.name(), part.rows(), part.treatment(), part.reason()))
                        .toList());
    }
}
