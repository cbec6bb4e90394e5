package io.tentabo.identity.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tentabo.identity.session.LiveToken;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a token (RFC 7662, section 2.2); of one that is not active, nothing.
 *
 * @param tokenType Bearer for an access token, absent for a refresh token
 * @param exp when it expires, in seconds since 1970
 * @param iat when it was issued, in seconds since 1970
 */
record IntrospectionAnswer(
        boolean active,
        @Nullable String iss,
        @Nullable String sub,
        @JsonProperty("token_type") @Nullable String tokenType,
        @JsonProperty("tenant_id") @Nullable String tenantId,
        @Nullable String username,
        @JsonProperty("client_id") @Nullable String clientId,
        @Nullable String scope,
        @Nullable String sid,
        @Nullable Long exp,
        @Nullable Long iat) {

    static final IntrospectionAnswer INACTIVE =
            new IntrospectionAnswer(false, null, null, null, null, null, null, null, null, null, null);

    static IntrospectionAnswer of(String issuer, LiveToken token) {
        return new IntrospectionAnswer(
                true,
                issuer,
                token.seat().id().toString(),
                token.isAccessToken() ? "Bearer" : null,
                token.seat().tenantId().toString(),
                token.seat().email(),
                token.grant() == null ? null : token.grant().clientId(),
                token.grant() == null ? null : token.grant().scope(),
                token.sessionId() == null ? null : token.sessionId().toString(),
                token.expiresAt().getEpochSecond(),
                token.issuedAt().getEpochSecond());
    }
}
