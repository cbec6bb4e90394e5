package io.tentabo.identity.session;

import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.token.AccessTokens;
import jakarta.inject.Singleton;

/** Makes the answer to a sign-in or a refresh. */
@Singleton
class TokenPairs {

    private final AccessTokens accessTokens;

    TokenPairs(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    SessionTokens of(Seat seat, RefreshToken token) {
        return new SessionTokens(accessTokens.issue(seat.tokenSubject(), token.sessionId()), token.text());
    }
}
