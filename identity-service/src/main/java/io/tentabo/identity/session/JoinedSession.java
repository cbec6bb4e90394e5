package io.tentabo.identity.session;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The session in another tenant that the caller's session is to be joined with.
 *
 * @param refreshToken of the caller's session; it is used up
 * @param otherRefreshToken of the session in the other tenant; it is used up
 */
record JoinedSession(
        @NotBlank @Size(max = 128) @Schema(writeOnly = true) String refreshToken,
        @NotBlank @Size(max = 128) @Schema(writeOnly = true) String otherRefreshToken) {

    @Override
    public String toString() {
        return "JoinedSession[…]";
    }
}
