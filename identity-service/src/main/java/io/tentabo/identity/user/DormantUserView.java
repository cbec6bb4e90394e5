package io.tentabo.identity.user;

import io.tentabo.identity.seat.UserKind;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user who has not been here for a while.
 *
 * @param lastSignInAt null for one who never signed in
 */
record DormantUserView(
        UUID id,
        UserKind kind,
        String email,
        String firstName,
        String lastName,
        UserStatus status,
        @Nullable Instant lastSignInAt,
        Instant createdAt) {}
