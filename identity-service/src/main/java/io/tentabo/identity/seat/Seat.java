package io.tentabo.identity.seat;

import io.tentabo.identity.token.TokenSubject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user with all that decides what it may do at this moment.
 *
 * @param isEmailVerified whether the user has shown that it reads the mail of this address
 * @param maySignIn whether user, account, tenant and organisation are all active
 * @param roles sorted names
 * @param permissions of all roles together
 */
public record Seat(
        UUID id,
        UUID tenantId,
        String tenantSlug,
        String tenantName,
        UserKind kind,
        @Nullable String email,
        boolean isEmailVerified,
        String firstName,
        String lastName,
        boolean maySignIn,
        List<String> roles,
        List<String> permissions,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId) {

    public Seat {
        roles = List.copyOf(roles);
        permissions = List.copyOf(permissions);
    }

    /** First and last name, as far as they are known. */
    public String fullName() {
        return (firstName + " " + lastName).strip();
    }

    /** Whom an access token for this seat is about. */
    public TokenSubject tokenSubject() {
        return new TokenSubject(
                id,
                tenantId,
                kind.name(),
                roles,
                permissions,
                kind.rowScope(partnerId, roles),
                partnerId,
                distributorId,
                customerId);
    }
}
