package io.tentabo.identity.client;

import java.util.Locale;

/** By what a client may obtain tokens. */
public enum GrantType {
    AUTHORIZATION_CODE,
    REFRESH_TOKEN,
    CLIENT_CREDENTIALS;

    /** As OAuth writes it. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    static GrantType of(String parameter) {
        return valueOf(parameter.toUpperCase(Locale.ROOT));
    }
}
