package io.tentabo.identity.onetime;

import io.tentabo.identity.IdentityConfig;
import java.time.Duration;

/** What a one-time token is good for, and nothing else. */
public enum TokenPurpose {
    /** Makes an invited user active, with a password of its own choice. */
    INVITE,
    /** Shows that a user reads the mail of its address. */
    VERIFY_EMAIL,
    /** Gives a user a new password. */
    RESET_PASSWORD;

    /** How long a token is good, from when its mail is sent. */
    public Duration life(IdentityConfig.OneTimeTokens config) {
        return switch (this) {
            case INVITE -> config.inviteLife();
            case VERIFY_EMAIL -> config.verifyEmailLife();
            case RESET_PASSWORD -> config.resetPasswordLife();
        };
    }
}
