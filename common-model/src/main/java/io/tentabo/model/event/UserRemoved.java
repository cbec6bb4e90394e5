package io.tentabo.model.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A user was removed for good; whoever holds open work of theirs hands it to the successor. Follows the
 * {@link UserChanged} of the same transaction.
 *
 * @param successorId an active user of the same tenant at that time
 * @param removedBy who removed the user
 */
public record UserRemoved(UUID userId, UUID successorId, UUID removedBy, Instant removedAt) {

    public static final String TYPE = "io.tentabo.identity.user.removed.v1";
}
