package io.tentabo.identity.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who presents a token that a user was given.
 *
 * @param client null where none stands between user and suite
 * @param isProved whether the client has proved itself by its secret. What it presents it was handed by browsers, which
 *     anybody can make hand it nonsense; a stranger cannot guess through it, so its failures do not count against its
 *     address, or a stranger could lock it out with all of its users.
 */
public record Presenter(@Nullable UUID client, boolean isProved) {

    /** No client: the user's own browser or device. */
    public static final Presenter USER = new Presenter(null, false);
}
