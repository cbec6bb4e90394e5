package io.tentabo.identity.session;

import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.token.AccessTokens;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Makes the answer to a sign-in or a refresh. */
@Singleton
class TokenPairs {

    private final AccessTokens accessTokens;

    TokenPairs(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    SessionTokens of(Seat seat, RefreshToken token, @Nullable SessionClient client) {
        return new SessionTokens(
                token.sessionId(),
                accessTokens.issue(seat.tokenSubject(), token.sessionId(), client == null ? null : client.grant()),
                token.text(),
                client);
    }
}
