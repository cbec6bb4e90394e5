package io.tentabo.model.event;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user was created, changed or removed; carries the state that other services show or check.
 *
 * @param kind ADMIN, INTERNAL, CHANNEL, PORTAL or SERVICE
 * @param status INVITED, PENDING_APPROVAL, ACTIVE, INACTIVE, SUSPENDED, LOCKED or DELETED
 * @param version grows with every change
 */
public record UserChanged(
        UUID userId,
        String displayName,
        @Nullable String email,
        String kind,
        String status,
        List<String> roles,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        int version) {

    public static final String TYPE = "io.tentabo.identity.user.changed.v1";

    public UserChanged {
        roles = List.copyOf(roles);
    }
}
