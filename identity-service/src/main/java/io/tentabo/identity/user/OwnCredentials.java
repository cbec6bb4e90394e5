package io.tentabo.identity.user;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.LocalIdentities;
import io.tentabo.identity.mail.Mails;
import io.tentabo.identity.onetime.OneTimeTokens;
import io.tentabo.identity.onetime.TokenPurpose;
import io.tentabo.identity.role.Roles;
import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.seat.Seats;
import io.tentabo.identity.session.RevokeReason;
import io.tentabo.identity.session.Sessions;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.tenancy.Transaction;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What users do to their own passwords and addresses, once they have shown who they are. Every method runs in a
 * transaction that sees the whole tenant.
 */
@Singleton
public class OwnCredentials {

    private final LocalIdentities identities;
    private final Seats seats;
    private final Roles roles;
    private final Sessions sessions;
    private final Mails mails;
    private final UserJournal journal;
    private final InstantSource clock;

    OwnCredentials(
            LocalIdentities identities,
            Seats seats,
            Roles roles,
            Sessions sessions,
            Mails mails,
            UserJournal journal,
            InstantSource clock) {
        this.identities = identities;
        this.seats = seats;
        this.roles = roles;
        this.sessions = sessions;
        this.mails = mails;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Makes an invited user ACTIVE who came by a link that was mailed to its address.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 422 when the user is not invited any more
     */
    public Uni<Void> activate(Transaction tx, UUID userId, String passwordHash) {
        return locked(tx, userId).chain(user -> {
            if (user.status() != UserStatus.INVITED) {
                throw OneTimeTokens.invalid();
            }
            user.hasPassword(clock.instant());
            user.verifyEmail(clock.instant());
            return setPassword(tx, user, passwordHash).chain(() -> did(tx, "invitation-accepted", user));
        });
    }

    /**
     * Sets the password of a user who came by a link that was mailed to its address, and ends its sessions, which may be
     * those of whoever knew the old one.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 422 when the user may not sign in
     */
    public Uni<Void> reset(Transaction tx, UUID userId, String passwordHash) {
        return locked(tx, userId).chain(user -> seats.find(tx, userId).chain(seat -> {
            if (seat.filter(Seat::maySignIn).isEmpty()) {
                throw OneTimeTokens.invalid();
            }
            user.verifyEmail(clock.instant());
            return setPassword(tx, user, passwordHash)
                    .chain(() -> sessions.endAll(tx, userId, RevokeReason.USER_CHANGED))
                    .chain(() -> did(tx, "password-reset", user));
        }));
    }

    /** Whether a user signs in with a password of this service, rather than of a provider. */
    public Uni<Boolean> hasPassword(Transaction tx, UUID userId) {
        return UserRows.hasPassword(tx, userId);
    }

    /**
     * Sets the password of a user who has just proved to know the old one, and ends its other sessions.
     *
     * @param session that goes on, null if there is none
     * @param actor the user, for the audit
     */
    public Uni<Void> change(Transaction tx, UUID userId, String passwordHash, @Nullable UUID session, Caller actor) {
        return locked(tx, userId)
                .chain(user -> identities.setPassword(tx, userId, passwordHash))
                .chain(() -> sessions.endOthers(tx, userId, session, RevokeReason.USER_CHANGED))
                .chain(() -> mails.withdraw(tx, userId, TokenPurpose.RESET_PASSWORD))
                .chain(() -> journal.didFor(actor, tx, "password-changed", userId));
    }

    /** A link that was mailed to the user's address came back. */
    public Uni<Void> verifyEmail(Transaction tx, UUID userId) {
        return locked(tx, userId).chain(user -> {
            user.verifyEmail(clock.instant());
            return tx.session().flush().chain(() -> did(tx, "email-verified", user));
        });
    }

    /**
     * Mails the caller a link that shows that it reads its mail; answers whether there is anything to show.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 403 for a service account
     */
    public Uni<Boolean> sendVerification(Transaction tx) {
        return locked(tx, tx.caller().requireUserId()).chain(user -> {
            if (user.email() == null) {
                throw CommonProblems.FORBIDDEN.with("A program has no e-mail address.");
            }
            return user.isEmailVerified()
                    ? Uni.createFrom().item(false)
                    : mails.sendAnew(tx, user.id(), TokenPurpose.VERIFY_EMAIL).replaceWith(true);
        });
    }

    /** Whoever could set the password has done so: what was mailed for that is pointless, the address is verified. */
    private Uni<Void> setPassword(Transaction tx, User user, String passwordHash) {
        return tx.session()
                .flush()
                .chain(() -> identities.setPassword(tx, user.id(), passwordHash))
                .chain(() -> mails.withdrawAll(tx, user.id()));
    }

    private Uni<Void> did(Transaction tx, String action, User user) {
        return roles.heldBy(tx, user.id()).chain(held -> journal.did(tx, action, user, held.names()));
    }

    private static Uni<User> locked(Transaction tx, UUID userId) {
        return tx.session()
                .find(User.class, userId, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> CommonProblems.notFound("user", userId));
    }
}
