package io.tentabo.identity.selfservice;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.Passwords;
import io.tentabo.identity.onetime.OneTimeTokens;
import io.tentabo.identity.onetime.TokenHolder;
import io.tentabo.identity.onetime.TokenPurpose;
import io.tentabo.identity.user.OwnCredentials;
import jakarta.inject.Singleton;

/** Passwords that are chosen by a link: when an invitation is accepted, and after one was forgotten. */
@Singleton
class PasswordLinks {

    private final OneTimeTokens tokens;
    private final Passwords passwords;
    private final OwnCredentials credentials;

    PasswordLinks(OneTimeTokens tokens, Passwords passwords, OwnCredentials credentials) {
        this.tokens = tokens;
        this.passwords = passwords;
        this.credentials = credentials;
    }

    /**
     * Makes an invited user active, with this password; its address counts as verified.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 422 for a token that is no good, 429 and
     *     503 with Retry-After
     */
    Uni<Void> accept(String token, String password) {
        return tokens.holder(token, TokenPurpose.INVITE).chain(holder -> choose(holder, password));
    }

    /** Gives a user this password, and ends its sessions and all other ways to set one. */
    Uni<Void> reset(String token, String password) {
        return tokens.holder(token, TokenPurpose.RESET_PASSWORD).chain(holder -> choose(holder, password));
    }

    /** The password is hashed for who has a good token only, and before the transaction: it takes its time. */
    Uni<Void> choose(TokenHolder holder, String password) {
        return passwords
                .hash(password)
                .chain(hash -> tokens.redeem(
                        holder,
                        tx -> holder.purpose() == TokenPurpose.INVITE
                                ? credentials.activate(tx, holder.userId(), hash)
                                : credentials.reset(tx, holder.userId(), hash)));
    }
}
