package io.tentabo.identity.token;

/**
 * A signed access token.
 *
 * @param value the JWT
 * @param expiresIn seconds
 */
public record AccessToken(String value, long expiresIn) {}
