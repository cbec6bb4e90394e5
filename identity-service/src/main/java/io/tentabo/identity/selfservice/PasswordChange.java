package io.tentabo.identity.selfservice;

import io.tentabo.identity.account.NewPassword;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A new password of the signed-in user.
 *
 * @param current the one it has
 */
record PasswordChange(
        @NotNull @Size(min = 1, max = NewPassword.MAX) @Schema(writeOnly = true, examples = "the phrase that I had")
        String current,

        @NotNull
        @Size(min = NewPassword.MIN, max = NewPassword.MAX)
        @Schema(writeOnly = true, examples = "a long phrase of my own")
        String password) {

    @Override
    public String toString() {
        return "PasswordChange[…]";
    }
}
