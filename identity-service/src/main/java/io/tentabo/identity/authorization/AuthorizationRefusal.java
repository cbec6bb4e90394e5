package io.tentabo.identity.authorization;

import org.jspecify.annotations.Nullable;

/** A refusal that the client is told by sending the user back to it (OAuth 2.1, section 4.1.2.1). */
final class AuthorizationRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String redirectUri;
    private final @Nullable String state;
    private final String error;

    AuthorizationRefusal(String redirectUri, @Nullable String state, String error, String description) {
        super(description, null, false, false);
        this.redirectUri = redirectUri;
        this.state = state;
        this.error = error;
    }

    String redirectUri() {
        return redirectUri;
    }

    @Nullable
    String state() {
        return state;
    }

    String error() {
        return error;
    }

    String description() {
        return String.valueOf(getMessage());
    }
}
