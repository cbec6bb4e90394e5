package io.tentabo.identity.oauth;

/** What kind of token is meant in an exchange (RFC 8693, section 3). */
final class TokenType {

    static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    /** Of a tenant's OpenID provider. */
    static final String ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";

    private TokenType() {}
}
