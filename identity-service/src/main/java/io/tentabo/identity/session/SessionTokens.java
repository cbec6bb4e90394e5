package io.tentabo.identity.session;

import io.tentabo.identity.token.AccessToken;

/** What a sign-in or a refresh yields. */
public record SessionTokens(AccessToken access, String refreshToken) {

    @Override
    public String toString() {
        return "SessionTokens[…]";
    }
}
