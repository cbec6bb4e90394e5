package io.tentabo.identity.mail;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.onetime.OneTimeTokens;
import io.tentabo.identity.onetime.TokenPurpose;
import io.tentabo.kit.problem.ProblemType;
import io.tentabo.kit.tenancy.Transaction;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Mails that a transaction promises: they are sent if it commits, soon, and by whichever replica is there to do it. Every
 * method needs a caller who sees the whole tenant, and a user that the transaction has locked or just made.
 */
@Singleton
public class Mails {

    private static final ProblemType LIMIT_REACHED =
            new ProblemType("mail.limit-reached", Status.TOO_MANY_REQUESTS, "Too many mails within a day");

    private final MailRows rows;
    private final OneTimeTokens tokens;
    private final Duration resetInterval;
    private final int mostPerDay;

    Mails(MailRows rows, OneTimeTokens tokens, IdentityConfig config) {
        this.rows = rows;
        this.tokens = tokens;
        this.resetInterval = config.mails().resetInterval();
        this.mostPerDay = config.mails().mostPerDay();
    }

    /**
     * Sends a link to a user; those that it was sent before for the same purpose are good no more.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 429 when the tenant has had so many sent
     *     today that strangers might be meant by them
     */
    public Uni<Void> sendAnew(Transaction tx, UUID userId, TokenPurpose purpose) {
        return rows.ofTheLastDay(tx)
                .invoke(count -> {
                    if (count >= mostPerDay) {
                        throw LIMIT_REACHED.with("The tenant's people can be sent more tomorrow.");
                    }
                })
                .chain(() -> withdraw(tx, userId, purpose))
                .chain(() -> rows.insert(tx, userId, purpose));
    }

    /**
     * Sends a link for a new password to a user who has one to forget, unless one was sent a moment ago. Earlier links
     * stay good, or whoever asks in a user's name could keep it from ever using one.
     *
     * @param username normalised
     * @return the user, if there is one and a mail will be sent
     */
    public Uni<Optional<UUID>> sendReset(Transaction tx, String username) {
        return rows.insertReset(tx, username, resetInterval);
    }

    /** Takes back what was sent to a user for a purpose and what waits: it has become pointless. */
    public Uni<Void> withdraw(Transaction tx, UUID userId, TokenPurpose purpose) {
        return rows.withdraw(tx, userId, purpose).chain(() -> tokens.end(tx, userId, purpose));
    }

    /** Takes back all that was sent to a user and all that waits: its address has changed, or the user is gone. */
    public Uni<Void> withdrawAll(Transaction tx, UUID userId) {
        return rows.withdrawAll(tx, userId).chain(() -> tokens.endAll(tx, userId));
    }
}
