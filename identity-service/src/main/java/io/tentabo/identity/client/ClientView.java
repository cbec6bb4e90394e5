package io.tentabo.identity.client;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A client as the API shows it, without its secret.
 *
 * @param clientId what the program sends
 * @param userId its service account
 * @param secretChangedAt null until the first secret is made
 */
record ClientView(
        UUID id,
        String clientId,
        String name,
        UUID userId,
        boolean isActive,
        @Nullable Instant secretChangedAt,
        Instant createdAt) {}
