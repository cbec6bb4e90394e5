package io.tentabo.identity.session;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The tokens of a session.
 *
 * @param accessToken sent as {@code Authorization: Bearer …}
 * @param tokenType always Bearer
 * @param expiresIn seconds the access token is valid
 * @param refreshToken good for one refresh
 */
record SessionView(
        String accessToken,
        @Schema(examples = "Bearer") String tokenType,
        @Schema(examples = "300") long expiresIn,
        String refreshToken) {

    static SessionView of(SessionTokens tokens) {
        return new SessionView(
                tokens.access().value(), "Bearer", tokens.access().expiresIn(), tokens.refreshToken());
    }
}
