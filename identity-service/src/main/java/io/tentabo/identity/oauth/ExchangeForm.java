package io.tentabo.identity.oauth;

import java.util.List;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** What a token exchange asks for (RFC 8693, section 2.1); declared as {@code @BeanParam}. */
public class ExchangeForm {

    private static final String SUITE = "tentabo";
    private static final int MAX_SCOPE = 2000;

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
     * What is to be exchanged, in a request that asks for nothing that there is not.
     *
     * @param isIdToken otherwise it is an access token of this service
     */
    record Subject(String token, boolean isIdToken) {

        @Override
        public String toString() {
            return "Subject[isIdToken=" + isIdToken + "]";
        }
    }

    /** @throws TokenRefusal invalid_request or invalid_target */
    Subject requiredSubject() {
        String token = TokenForm.required(subjectToken, "subject_token");
        String type = TokenForm.required(subjectTokenType, "subject_token_type");
        require(
                type.equals(TokenType.ACCESS_TOKEN) || type.equals(TokenType.ID_TOKEN),
                "subject_token_type must be " + TokenType.ACCESS_TOKEN + " or " + TokenType.ID_TOKEN + ".");
        require(
                requestedTokenType == null || requestedTokenType.equals(TokenType.ACCESS_TOKEN),
                "requested_token_type must be " + TokenType.ACCESS_TOKEN + ".");
        require(actorToken == null, "There is no actor_token: a client acts for itself.");
        if (resource != null || (audience != null && !audience.equals(SUITE))) {
            throw TokenRefusal.invalidTarget();
        }
        return new Subject(token, type.equals(TokenType.ID_TOKEN));
    }

    /**
     * The scopes that are asked for; empty when none is named.
     *
     * @throws TokenRefusal invalid_scope when there are too many
     */
    List<String> scopes() {
        if (scope == null || scope.isBlank()) {
            return List.of();
        }
        if (scope.length() > MAX_SCOPE) {
            throw TokenRefusal.invalidScope();
        }
        return Stream.of(scope.strip().split(" +", -1)).distinct().toList();
    }

    private static void require(boolean kept, String description) {
        if (!kept) {
            throw TokenRefusal.invalidRequest(description);
        }
    }
}
