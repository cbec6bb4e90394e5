package io.tentabo.identity.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A refresh token to be exchanged. */
record SessionRefresh(@NotBlank @Size(max = 512) String refreshToken) {

    @Override
    public String toString() {
        return "SessionRefresh[…]";
    }
}
