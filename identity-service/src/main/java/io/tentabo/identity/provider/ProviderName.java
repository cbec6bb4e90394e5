package io.tentabo.identity.provider;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The kinds of providers. */
public enum ProviderName {
    /** A directory: it verifies the password that was typed here. */
    @JsonProperty("ldap")
    LDAP,
    /** An OpenID provider: people sign in there and come back. */
    @JsonProperty("oidc")
    OIDC;

    /** As the API and the database write it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
