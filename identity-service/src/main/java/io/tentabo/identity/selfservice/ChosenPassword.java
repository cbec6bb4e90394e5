package io.tentabo.identity.selfservice;

import io.tentabo.identity.account.NewPassword;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A password that a user chooses for itself, by a link.
 *
 * @param token from the link
 */
record ChosenPassword(
        @NotBlank
        @Size(max = 128)
        @Schema(writeOnly = true, examples = "AZzT3m6vc0SbG2mYyQeC5q9dKk0bqQh9oVxq1s3uWm3vY7Zt4fJ8yRrK2pLwXn6E")
        String token,

        @NotNull
        @Size(min = NewPassword.MIN, max = NewPassword.MAX)
        @Schema(writeOnly = true, examples = "a long phrase of my own")
        String password) {

    @Override
    public String toString() {
        return "ChosenPassword[…]";
    }
}
