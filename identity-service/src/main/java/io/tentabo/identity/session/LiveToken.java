package io.tentabo.identity.session;

import io.tentabo.identity.seat.Seat;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token that is good at this moment.
 *
 * @param seat whom it is about
 * @param isAccessToken otherwise it is a refresh token
 * @param sessionId null for a client's own access token
 */
public record LiveToken(
        Seat seat, boolean isAccessToken, @Nullable UUID sessionId, Instant issuedAt, Instant expiresAt) {}
