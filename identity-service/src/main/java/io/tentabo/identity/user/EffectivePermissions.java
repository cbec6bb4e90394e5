package io.tentabo.identity.user;

import io.tentabo.identity.seat.UserKind;
import io.tentabo.kit.security.RowScope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user may do as of now, and why; its access token says so from its next refresh on.
 *
 * @param status only ACTIVE users can make use of it
 * @param scope which of the tenant's rows it sees
 * @param scopeReason what decides the scope
 * @param roles those that it holds, by name
 * @param permissions of all of them together, by name
 */
record EffectivePermissions(
        UUID userId,
        UserKind kind,
        UserStatus status,
        RowScope scope,
        String scopeReason,
        List<HeldRole> roles,
        List<Permission> permissions) {

    /**
     * A role of the user's.
     *
     * @param grantedBy null where the platform's operator or an import did it
     */
    record HeldRole(
            UUID id, String name, boolean system, @Nullable UUID grantedBy, Instant grantedAt) {}

    /**
     * A permission of the user's.
     *
     * @param roles the names of all held roles that permit it: it goes only with the last of them
     */
    record Permission(String name, List<String> roles) {}
}
