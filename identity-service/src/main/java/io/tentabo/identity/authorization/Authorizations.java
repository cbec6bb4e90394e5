package io.tentabo.identity.authorization;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
import io.tentabo.identity.client.RegisteredClient;
import io.tentabo.identity.client.Scopes;
import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.seat.Seats;
import io.tentabo.identity.session.NewSessions;
import io.tentabo.identity.session.Presenter;
import io.tentabo.identity.session.SessionClient;
import io.tentabo.identity.session.SessionTokens;
import io.tentabo.identity.session.Sessions;
import io.tentabo.identity.session.SignIns;
import io.tentabo.identity.token.IdToken;
import io.tentabo.identity.token.IdTokens;
import io.tentabo.identity.token.TokenGrant;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Issues authorization codes and redeems them. A code is good once, for a minute, for the client and the address it was
 * issued to and for whoever knows the verifier; presented again, it ends the session that was made from it.
 */
@Singleton
public class Authorizations {

    private final Transactions transactions;
    private final CallerContext callers;
    private final Attempts attempts;
    private final SignIns signIns;
    private final Seats seats;
    private final CodeRows rows;
    private final NewSessions newSessions;
    private final Sessions sessions;
    private final IdTokens idTokens;
    private final Journal journal;
    private final SecureRandom random = new SecureRandom();

    Authorizations(
            Transactions transactions,
            CallerContext callers,
            Attempts attempts,
            SignIns signIns,
            Seats seats,
            CodeRows rows,
            NewSessions newSessions,
            Sessions sessions,
            IdTokens idTokens,
            Journal journal) {
        this.transactions = transactions;
        this.callers = callers;
        this.attempts = attempts;
        this.signIns = signIns;
        this.seats = seats;
        this.rows = rows;
        this.newSessions = newSessions;
        this.sessions = sessions;
        this.idTokens = idTokens;
        this.journal = journal;
    }

    /** What a client presents with a code. */
    public record Redemption(String code, String redirectUri, String verifier) {

        @Override
        public String toString() {
            return "Redemption[…]";
        }
    }

    /**
     * What a code was worth.
     *
     * @param idToken null unless the scope openid was granted
     */
    public record Redeemed(SessionTokens tokens, @Nullable String idToken) {

        @Override
        public String toString() {
            return "Redeemed[…]";
        }
    }

    /**
     * Signs a user in who agrees to what the client asks for, as every sign-in with a password is verified and throttled.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 401, or 429 and 503 with Retry-After
     */
    Uni<AuthorizationCode> signIn(AuthorizationRequest request, String username, String password) {
        return signIns.signIn(
                request.client().tenantSlug(), username, password, (tx, seat) -> issue(tx, seat, request));
    }

    /** Issues a code for a user who has signed in and agreed. */
    Uni<AuthorizationCode> issue(Transaction tx, Seat seat, AuthorizationRequest request) {
        AuthorizationCode code = AuthorizationCode.random(random);
        UUID client = request.client().id();
        return rows.insert(tx, code, seat.id(), request)
                .chain(() -> journal.write(
                        tx,
                        AuditEntry.of(
                                "client.authorized",
                                "client",
                                client,
                                null,
                                Map.of("userId", seat.id(), "scopes", request.scopes()))))
                .replaceWith(code);
    }

    /**
     * Redeems a code; empty when it is refused for whatever reason. Failures count against the address unless the client
     * has proved itself, see {@link Presenter}.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 429 with Retry-After
     */
    public Uni<Optional<Redeemed>> redeem(RegisteredClient client, Redemption redemption) {
        RequestOrigin origin = CallerContext.current().origin();
        Uni<Optional<Redeemed>> redeemed = callers.as(
                Caller.system(client.tenantId()).withOrigin(origin),
                () -> transactions.write(tx -> redeem(tx, client, redemption)));
        return client.presenter().isProved() ? redeemed : throttled(new Attempt(null, origin.ipAddress()), redeemed);
    }

    private Uni<Optional<Redeemed>> throttled(Attempt attempt, Uni<Optional<Redeemed>> redeemed) {
        return attempts.standing(attempt)
                .invoke(standing -> standing.refuse(true))
                .chain(() -> redeemed)
                .call(outcome -> outcome.isPresent() ? Uni.createFrom().voidItem() : attempts.failed(attempt));
    }

    /** The user is locked before the code, as by all that ends what a user has begun. */
    private Uni<Optional<Redeemed>> redeem(Transaction tx, RegisteredClient client, Redemption redemption) {
        AuthorizationCode code = new AuthorizationCode(redemption.code());
        return rows.user(tx, code).chain(user -> user.map(
                        userId -> seats.toSignIn(tx, userId).chain(seat -> redeem(tx, client, redemption, code, seat)))
                .orElseGet(Authorizations::refused));
    }

    /** The transaction commits when it refuses, too, because ending the session is part of the refusal. */
    private Uni<Optional<Redeemed>> redeem(
            Transaction tx,
            RegisteredClient client,
            Redemption redemption,
            AuthorizationCode code,
            Optional<Seat> seat) {
        return rows.lock(tx, code).chain(found -> {
            if (found.isEmpty()) {
                return refused();
            }
            CodeRows.Locked locked = found.get();
            UUID made = locked.sessionId();
            if (locked.isUsed()) {
                return made == null ? refused() : sessions.endReplayed(tx, made).chain(Authorizations::refused);
            }
            if (locked.isExpired()
                    || !locked.clientId().equals(client.id())
                    || !locked.redirectUri().equals(redemption.redirectUri())
                    || !AuthorizationCode.verifies(redemption.verifier(), locked.codeChallenge())) {
                return refused();
            }
            return seat.map(present -> begin(tx, client, code, locked, present)).orElseGet(Authorizations::refused);
        });
    }

    private Uni<Optional<Redeemed>> begin(
            Transaction tx, RegisteredClient client, AuthorizationCode code, CodeRows.Locked locked, Seat seat) {
        SessionClient granted = new SessionClient(client.id(), new TokenGrant(client.clientId(), locked.scopes()));
        return newSessions
                .begin(tx, seat, locked.origin(), granted)
                .call(tokens -> rows.use(tx, code, tokens.sessionId()))
                .map(tokens -> Optional.of(new Redeemed(tokens, idToken(client, locked, seat, tokens.sessionId()))));
    }

    private @Nullable String idToken(RegisteredClient client, CodeRows.Locked code, Seat seat, UUID sessionId) {
        if (!code.scopes().contains(Scopes.OPENID)) {
            return null;
        }
        boolean profile = code.scopes().contains(Scopes.PROFILE);
        return idTokens.issue(
                new IdToken(client.clientId(), seat.tenantId(), sessionId, seat.id()),
                new IdToken.Person(
                        code.nonce(),
                        code.issuedAt(),
                        profile ? seat.fullName() : null,
                        profile ? seat.firstName() : null,
                        profile ? seat.lastName() : null,
                        code.scopes().contains(Scopes.EMAIL) ? seat.email() : null,
                        seat.isEmailVerified()));
    }

    private static Uni<Optional<Redeemed>> refused() {
        return Uni.createFrom().item(Optional.empty());
    }
}
