package io.tentabo.identity.oauth;

import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** What a token exchange asks for (RFC 8693, section 2.1); declared as {@code @BeanParam}. */
public class ExchangeForm {

    private static final String SUITE = "tentabo";

    @RestForm("subject_token")
    @Nullable
    String subjectToken;

    @RestForm("subject_token_type")
    @Nullable
    String subjectTokenType;

    @RestForm("actor_token")
    @Nullable
    String actorToken;

    @RestForm("requested_token_type")
    @Nullable
    String requestedTokenType;

    @RestForm
    @Nullable
    String audience;

    @RestForm
    @Nullable
    String resource;

    @RestForm
    @Nullable
    String scope;

    /**
     * The subject token of a request that asks for nothing that there is not.
     *
     * @throws TokenRefusal invalid_request or invalid_target
     */
    String requiredSubjectToken() {
        String token = TokenForm.required(subjectToken, "subject_token");
        String type = TokenForm.required(subjectTokenType, "subject_token_type");
        require(type.equals(TokenType.ACCESS_TOKEN), "subject_token_type must be " + TokenType.ACCESS_TOKEN + ".");
        require(
                requestedTokenType == null || requestedTokenType.equals(TokenType.ACCESS_TOKEN),
                "requested_token_type must be " + TokenType.ACCESS_TOKEN + ".");
        require(actorToken == null, "There is no actor_token: a client acts for itself.");
        if (resource != null || (audience != null && !audience.equals(SUITE))) {
            throw TokenRefusal.invalidTarget();
        }
        return token;
    }

    private static void require(boolean kept, String description) {
        if (!kept) {
            throw TokenRefusal.invalidRequest(description);
        }
    }
}
