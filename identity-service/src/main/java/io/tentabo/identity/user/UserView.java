package io.tentabo.identity.user;

import io.tentabo.identity.seat.UserKind;
import io.tentabo.kit.editing.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user as the API shows it.
 *
 * @param email null for service accounts
 * @param emailVerifiedAt when the user last showed that it reads the mail of this address, null if it did not
 * @param enabledBy who enabled it, null while nobody had to
 * @param version also the entity tag
 */
public record UserView(
        UUID id,
        UserKind kind,
        @Nullable String email,
        @Nullable Instant emailVerifiedAt,
        String firstName,
        String lastName,
        @Nullable String phone,
        @Nullable String avatarUrl,
        UserStatus status,
        List<String> roles,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        @Nullable UUID enabledBy,
        @Nullable Instant enabledAt,
        int version,
        Instant createdAt,
        Instant updatedAt)
        implements Versioned {

    public UserView {
        roles = List.copyOf(roles);
    }
}
