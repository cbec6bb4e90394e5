package io.tentabo.identity.oauth;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** What a request to the token endpoint asks for; declared as {@code @BeanParam}. */
public class TokenForm {

    @RestForm("grant_type")
    @Nullable
    String grantType;

    @RestForm
    @Nullable
    String code;

    @RestForm("redirect_uri")
    @Nullable
    String redirectUri;

    @RestForm("code_verifier")
    @Nullable
    String codeVerifier;

    @RestForm("refresh_token")
    @Nullable
    String refreshToken;

    /**
     * A parameter that this grant cannot do without.
     *
     * @throws TokenRefusal invalid_request when it is missing
     */
    static String required(@Nullable String value, String name) {
        if (value == null || value.isEmpty()) {
            throw TokenRefusal.invalidRequest(name + " is missing.");
        }
        return value;
    }
}
