package io.tentabo.identity.client;

import java.util.stream.Stream;

/** By what a client may obtain tokens. */
public enum GrantType {
    AUTHORIZATION_CODE("authorization_code"),
    REFRESH_TOKEN("refresh_token"),
    CLIENT_CREDENTIALS("client_credentials"),
    /** RFC 8693. */
    TOKEN_EXCHANGE("urn:ietf:params:oauth:grant-type:token-exchange");

    private final String parameter;

    GrantType(String parameter) {
        this.parameter = parameter;
    }

    /** As OAuth writes it. */
    public String parameter() {
        return parameter;
    }

    static GrantType of(String parameter) {
        return Stream.of(values())
                .filter(type -> type.parameter.equals(parameter))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("There is no grant type " + parameter));
    }
}
