package io.tentabo.identity.oauth;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** What a request to the token endpoint asks for; declared as {@code @BeanParam}. */
public class TokenForm {

    @RestForm("grant_type")
    @Nullable
    String grantType;

    @RestForm("refresh_token")
    @Nullable
    String refreshToken;
}
