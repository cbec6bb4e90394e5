package io.tentabo.identity.token;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a genuine, unexpired access token says.
 *
 * @param subject the user, or the operator's client
 * @param tenantId null for a platform operator
 * @param sessionId null for a client's own token
 * @param grant null where no client stands between user and suite
 */
public record IssuedToken(
        UUID subject,
        @Nullable UUID tenantId,
        @Nullable UUID sessionId,
        @Nullable TokenGrant grant,
        Instant issuedAt,
        Instant expiresAt) {}
