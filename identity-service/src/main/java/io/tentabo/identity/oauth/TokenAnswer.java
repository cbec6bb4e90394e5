package io.tentabo.identity.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tentabo.identity.session.SessionTokens;
import io.tentabo.identity.token.AccessToken;
import io.tentabo.identity.token.TokenGrant;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer of the token endpoint (RFC 6749, section 5.1).
 *
 * @param issuedTokenType of a token exchange only (RFC 8693, section 2.2.1)
 */
record TokenAnswer(
        @JsonProperty("access_token") String accessToken,

        @JsonProperty("issued_token_type") @Nullable String issuedTokenType,

        @JsonProperty("token_type") String tokenType,
        @JsonProperty("expires_in") long expiresIn,
        @JsonProperty("refresh_token") @Nullable String refreshToken,
        @JsonProperty("id_token") @Nullable String idToken,
        @Nullable String scope) {

    private static final String BEARER = "Bearer";

    static TokenAnswer of(AccessToken token) {
        return new TokenAnswer(token.value(), null, BEARER, token.expiresIn(), null, null, null);
    }

    /** What an exchange yields: nothing that outlives the token that was presented. */
    static TokenAnswer exchanged(AccessToken token, TokenGrant grant) {
        return new TokenAnswer(
                token.value(), TokenType.ACCESS_TOKEN, BEARER, token.expiresIn(), null, null, grant.scope());
    }

    /**
     * What the exchange of a provider's ID token yields: a session that was begun for the client.
     *
     * @param isRefreshed whether the session may be refreshed
     */
    static TokenAnswer begun(SessionTokens tokens, TokenGrant grant, boolean isRefreshed) {
        return new TokenAnswer(
                tokens.access().value(),
                TokenType.ACCESS_TOKEN,
                BEARER,
                tokens.access().expiresIn(),
                isRefreshed ? tokens.refreshToken() : null,
                null,
                grant.scope());
    }

    /**
     * The tokens of a session.
     *
     * @param isRefreshed whether the session may be refreshed
     */
    static TokenAnswer of(SessionTokens tokens, @Nullable String idToken, boolean isRefreshed) {
        return new TokenAnswer(
                tokens.access().value(),
                null,
                BEARER,
                tokens.access().expiresIn(),
                isRefreshed ? tokens.refreshToken() : null,
                idToken,
                tokens.client() == null ? null : tokens.client().grant().scope());
    }

    @Override
    public String toString() {
        return "TokenAnswer[…]";
    }
}
