package io.tentabo.kit.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Where a record stands among all records of its tenant, in whichever service: by time, and by id at equal times. Ordered
 * as the database orders them.
 *
 * @param createdAt to the microsecond
 */
@Schema(
        type = SchemaType.STRING,
        description = "createdAt and id of a record, with a comma between them",
        examples = "2026-11-21T09:30:00.123456Z,019aa5c1-7c1e-7d7a-b1f0-3f1f6f0f9a11")
public record AuditPosition(Instant createdAt, UUID id) implements Comparable<AuditPosition> {

    /** {@link UUID#compareTo} compares signed halves, the database bytes. */
    private static final Comparator<UUID> AS_BYTES = Comparator.comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private static final Comparator<AuditPosition> ORDER =
            Comparator.comparing(AuditPosition::createdAt).thenComparing(AuditPosition::id, AS_BYTES);

    /**
     * Reads what {@link #toString} writes; query parameters are read by it.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static AuditPosition fromString(String text) {
        int comma = text.indexOf(',');
        if (comma < 0) {
            throw new IllegalArgumentException("A position is a time, a comma and an id");
        }
        try {
            return new AuditPosition(
                    Instant.parse(text.substring(0, comma)), UUID.fromString(text.substring(comma + 1)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("A position begins with a time", e);
        }
    }

    @Override
    public int compareTo(AuditPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return createdAt + "," + id;
    }
}
