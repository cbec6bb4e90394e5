package io.tentabo.model.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant asked for a copy of what the suite holds of one person, or for its erasure; the event type says which. Every
 * service does its part and answers with {@link PersonJobDone}. The event outlives the erasure, so it does not tell the
 * person's address: whoever has the address finds it by the digest.
 *
 * @param jobId names the job in every service
 * @param userIds the person's seats in the tenant
 * @param addressSalt random, of this request only, hexadecimal; null where no address is known
 * @param addressDigest SHA-256 of the salt and the lower-cased address in UTF-8, hexadecimal
 */
public record PersonJobRequested(
        UUID jobId,
        List<UUID> userIds,
        @Nullable String addressSalt,
        @Nullable String addressDigest,
        Instant requestedAt) {

    public static final String EXPORT = "io.tentabo.identity.person.export-requested.v1";
    public static final String ERASURE = "io.tentabo.identity.person.erasure-requested.v1";

    public PersonJobRequested {
        userIds = List.copyOf(userIds);
    }
}
