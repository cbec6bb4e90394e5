package io.tentabo.identity.session;

import io.tentabo.identity.token.AccessToken;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-in or a refresh yields.
 *
 * @param client for which the session was begun, null for the suite's own sign-in
 */
public record SessionTokens(
        UUID sessionId,
        AccessToken access,
        String refreshToken,
        @Nullable SessionClient client) {

    @Override
    public String toString() {
        return "SessionTokens[session=" + sessionId + "]";
    }
}
