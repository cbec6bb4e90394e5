package io.tentabo.identity.session;

import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.token.TokenGrant;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token that is good at this moment.
 *
 * @param seat whom it is about
 * @param isAccessToken otherwise it is a refresh token
 * @param sessionId null for a client's own access token
 * @param grant null where no client stands between user and suite
 */
public record LiveToken(
        Seat seat,
        boolean isAccessToken,
        @Nullable UUID sessionId,
        @Nullable TokenGrant grant,
        Instant issuedAt,
        Instant expiresAt) {}
