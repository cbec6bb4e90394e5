package io.tentabo.kit.privacy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * This service's part of the export or erasure of a person.
 *
 * @param id the same in every service
 * @param userIds the person's seats in the tenant
 * @param addressSalt hexadecimal; null where no address is known
 * @param addressDigest SHA-256 of the salt and the lower-cased address, hexadecimal
 */
public record PersonJob(
        UUID id,
        Kind kind,
        List<UUID> userIds,
        @Nullable String addressSalt,
        @Nullable String addressDigest,
        Instant requestedAt) {

    public PersonJob {
        userIds = List.copyOf(userIds);
    }

    /** What becomes of what is found. */
    public enum Kind {
        EXPORT,
        ERASURE
    }
}
