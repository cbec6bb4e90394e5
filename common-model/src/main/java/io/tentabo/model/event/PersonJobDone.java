package io.tentabo.model.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A service has exported or erased what it holds of a person; the event type says which. Every service publishes it to its
 * own topic.
 *
 * @param jobId of {@link PersonJobRequested}
 * @param service e.g. {@code crm}
 * @param manifest of an export: the path, within the store of exports, of the list of its files
 * @param sha256 of an export: the digest of that list, hexadecimal
 * @param parts what there was, and what became of it
 */
public record PersonJobDone(
        UUID jobId,
        String service,
        Instant completedAt,
        @Nullable String manifest,
        @Nullable String sha256,
        List<Part> parts) {

    public static final String EXPORTED = "io.tentabo.person.exported.v1";
    public static final String ERASED = "io.tentabo.person.erased.v1";

    public PersonJobDone {
        parts = List.copyOf(parts);
    }

    /**
     * One kind of personal data in a table.
     *
     * @param name which of the table's kinds it is, e.g. {@code contact}
     * @param rows how many rows of the person there were
     * @param treatment EXPORTED, ERASED, DELETED or KEPT
     * @param reason why it is kept; null for any other treatment
     */
    public record Part(
            String table,
            String name,
            long rows,
            String treatment,
            @Nullable String reason) {}
}
