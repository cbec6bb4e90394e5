package io.tentabo.identity.selfservice;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.Passwords;
import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.seat.Seats;
import io.tentabo.identity.session.SignIns;
import io.tentabo.identity.user.OwnCredentials;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ProblemType;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The password of the signed-in user. */
@Singleton
class OwnPassword {

    static final ProblemType WRONG =
            new ProblemType("password.wrong", ProblemType.UNPROCESSABLE, "The present password is another one");

    private final Transactions transactions;
    private final Seats seats;
    private final SignIns signIns;
    private final Passwords passwords;
    private final OwnCredentials credentials;

    OwnPassword(
            Transactions transactions, Seats seats, SignIns signIns, Passwords passwords, OwnCredentials credentials) {
        this.transactions = transactions;
        this.seats = seats;
        this.signIns = signIns;
        this.passwords = passwords;
        this.credentials = credentials;
    }

    /**
     * Changes it, and ends the user's other sessions. The present one is verified and throttled as at every sign-in: who
     * has got hold of a token gets no further by guessing.
     *
     * @param session which goes on, null when it is not known
     * @throws HttpProblem (in the returned Uni) 403 for who has no password, 422 when the present one is wrong, 429 and
     *     503 with Retry-After
     */
    Uni<Void> change(PasswordChange change, @Nullable UUID session) {
        Caller caller = CallerContext.current();
        if (caller.tenantId() == null) {
            throw noPassword();
        }
        return transactions
                .read(tx -> credentials
                        .hasPassword(tx, caller.requireUserId())
                        .chain(has -> seats.find(tx, caller.requireUserId()).map(seat -> seat.filter(found -> has))))
                .map(seat -> seat.orElseThrow(OwnPassword::noPassword))
                .call(seat -> signIns.admit(seat.tenantSlug(), String.valueOf(seat.email())))
                .chain(seat ->
                        passwords.hash(change.password()).chain(hash -> change(seat, change, hash, caller, session)));
    }

    private Uni<Void> change(Seat seat, PasswordChange change, String hash, Caller caller, @Nullable UUID session) {
        return signIns.signIn(seat.tenantSlug(), String.valueOf(seat.email()), change.current(), (tx, proved) -> {
                    if (!proved.id().equals(seat.id())) {
                        throw noPassword();
                    }
                    return credentials
                            .change(tx, proved.id(), hash, session, caller)
                            .replaceWith(proved);
                })
                .replaceWithVoid()
                .onFailure(OwnPassword::isWrongPassword)
                .transform(ignored -> WRONG.with("Nothing has changed."));
    }

    private static boolean isWrongPassword(Throwable failure) {
        return failure instanceof HttpProblem problem && problem.getStatusCode() == Status.UNAUTHORIZED.getStatusCode();
    }

    private static HttpProblem noPassword() {
        return CommonProblems.FORBIDDEN.with(
                "The caller has no password here: it is a program, or a provider signs it in.");
    }
}
