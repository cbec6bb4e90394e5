package io.tentabo.identity.session;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.seat.Seats;
import io.tentabo.identity.session.SessionRows.Locked;
import io.tentabo.identity.session.SessionRows.TokenState;
import io.tentabo.identity.token.TokenGrant;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.crypto.MasterKeys;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sessions and their refresh.
 *
 * <p>Each refresh uses up its token and yields one successor. A token that was used before is a sign of theft and ends
 * the whole session, with one exception: for a few seconds, and only while the successor is itself unused, the same
 * token yields the very same successor again. So a lost answer or two browser tabs do not sign anybody out, and still a
 * session never has two live tokens: whoever of thief and owner comes second with the successor is found out. With the
 * session ends whatever it was joined with, in every tenant.
 */
@Singleton
public class Sessions {

    private static final String SESSION = "session";

    private final Transactions transactions;
    private final CallerContext callers;
    private final Seats seats;
    private final Attempts attempts;
    private final SessionRows rows;
    private final SessionGroups groups;
    private final TokenPairs pairs;
    private final Journal journal;
    private final byte[] successionKey;

    Sessions(
            Transactions transactions,
            CallerContext callers,
            Seats seats,
            Attempts attempts,
            SessionRows rows,
            SessionGroups groups,
            TokenPairs pairs,
            Journal journal,
            MasterKeys masterKeys) {
        this.transactions = transactions;
        this.callers = callers;
        this.seats = seats;
        this.attempts = attempts;
        this.rows = rows;
        this.groups = groups;
        this.pairs = pairs;
        this.journal = journal;
        this.successionKey = masterKeys.derive("refresh token succession");
    }

    /**
     * Exchanges a refresh token.
     *
     * @param presenter whose token it must be: one of another is refused
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 401, or 429 with Retry-After
     */
    public Uni<SessionTokens> refresh(String refreshToken, Presenter presenter) {
        RequestOrigin origin = CallerContext.current().origin();
        Attempt attempt = new Attempt(null, origin.ipAddress());
        return admit(presenter, attempt)
                .chain(() -> RefreshToken.parse(refreshToken)
                        .map(token -> callers.as(
                                Caller.system(token.tenantId()).withOrigin(origin),
                                () -> transactions.write(tx -> refresh(tx, token, presenter.client()))))
                        .orElseGet(() -> Uni.createFrom().item(Outcome.SUSPICIOUS)))
                .call(outcome -> endEverywhere(outcome.stolen(), origin))
                .chain(outcome -> outcome.tokens()
                        .map(pair -> Uni.createFrom().item(pair))
                        .orElseGet(() -> outcome.isSuspicious()
                                ? failed(presenter, attempt).chain(Sessions::refused)
                                : refused()));
    }

    /**
     * Exchanges the refresh token of the caller's own session. An access token alone, which travels with every request,
     * does not show that its bearer holds the session.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 401, or 429 with Retry-After
     */
    Uni<SessionTokens> refreshOwn(UUID sessionId, String refreshToken) {
        UUID tenantId = CallerContext.current().requireTenantId();
        return RefreshToken.parse(refreshToken)
                .filter(token ->
                        token.tenantId().equals(tenantId) && token.sessionId().equals(sessionId))
                .map(token -> refresh(refreshToken, Presenter.USER))
                .orElseGet(Sessions::refused);
    }

    /** Ends a session of the caller; repeating it changes nothing. */
    public Uni<Void> end(UUID sessionId) {
        return transactions.write(tx -> end(tx, sessionId, RevokeReason.SIGNED_OUT));
    }

    /**
     * Ends the session of a token that was granted to a client, if it was begun for this very client. Otherwise the token
     * was exchanged for one of the session's: its holder was given less than the session, and not its end.
     *
     * @param client whom the token names
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 403 for an exchanged token
     */
    Uni<Void> endClients(UUID sessionId, @Nullable String client) {
        Caller caller = CallerContext.current();
        return callers.as(
                        Caller.system(caller.requireTenantId()).withOrigin(caller.origin()),
                        () -> transactions.read(tx -> rows.client(tx, sessionId)))
                .invoke(beganFor -> {
                    if (client == null || !beganFor.equals(Optional.of(client))) {
                        throw CommonProblems.FORBIDDEN.with("The token was exchanged: it does not end the session.");
                    }
                })
                .chain(() -> end(sessionId));
    }

    /**
     * Ends one of the caller's own sessions; repeating it changes nothing.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404
     */
    Uni<Void> endOwn(UUID sessionId) {
        return transactions.write(tx -> endOfUser(tx, tx.caller().requireUserId(), sessionId, RevokeReason.SIGNED_OUT));
    }

    /** Ends a session of a user that the caller administers. */
    Uni<Void> endForUser(UUID userId, UUID sessionId) {
        return transactions.write(tx -> endOfUser(tx, userId, sessionId, RevokeReason.ENDED_BY_ADMIN));
    }

    /** Ends all sessions of a user that the caller administers. */
    Uni<Void> endAllForUser(UUID userId) {
        return transactions.write(tx -> seats.find(tx, userId)
                .map(seat -> seat.orElseThrow(() -> CommonProblems.notFound("user", userId)))
                .chain(() -> rows.endAll(tx, userId, RevokeReason.ENDED_BY_ADMIN))
                .chain(count -> journal.write(
                        tx, AuditEntry.of("user.sessions-ended", "user", userId, null, Map.of("count", count)))));
    }

    private Uni<Void> endOfUser(Transaction tx, UUID userId, UUID sessionId, RevokeReason reason) {
        return rows.endOfUser(tx, userId, sessionId, reason).chain(ended -> recordEnds(tx, ended, reason));
    }

    /**
     * Ends the session that a refresh token belongs to, used or not: whoever has it was given it. A token that was never
     * issued changes nothing and counts against the address; one that was issued to another client changes nothing.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 429 with Retry-After
     */
    public Uni<Void> revoke(String refreshToken, Presenter presenter) {
        RequestOrigin origin = CallerContext.current().origin();
        Attempt attempt = new Attempt(null, origin.ipAddress());
        return admit(presenter, attempt)
                .chain(() -> RefreshToken.parse(refreshToken)
                        .map(token -> callers.as(
                                Caller.system(token.tenantId()).withOrigin(origin),
                                () -> transactions.write(tx -> revoke(tx, token, presenter.client()))))
                        .orElseGet(() -> Uni.createFrom().item(false)))
                .chain(known -> known ? nothing() : failed(presenter, attempt));
    }

    private Uni<Void> admit(Presenter presenter, Attempt attempt) {
        return presenter.isProved()
                ? nothing()
                : attempts.standing(attempt)
                        .invoke(standing -> standing.refuse(true))
                        .replaceWithVoid();
    }

    private Uni<Void> failed(Presenter presenter, Attempt attempt) {
        return presenter.isProved() ? nothing() : attempts.failed(attempt);
    }

    /**
     * Ends the session that an access token names, if it was issued to that client; an exchanged token ends nothing.
     *
     * @param grant of the token
     */
    public Uni<Void> revoke(UUID tenantId, UUID sessionId, @Nullable UUID client, @Nullable TokenGrant grant) {
        RequestOrigin origin = CallerContext.current().origin();
        return callers.as(
                Caller.system(tenantId).withOrigin(origin),
                () -> transactions.write(tx -> end(
                        tx,
                        sessionId,
                        session -> session.isOf(client) && session.issued(grant),
                        RevokeReason.REVOKED)));
    }

    /** Ends a session that was begun for a client, at its request. */
    public Uni<Void> signOut(UUID tenantId, UUID sessionId, UUID client) {
        RequestOrigin origin = CallerContext.current().origin();
        return callers.as(
                Caller.system(tenantId).withOrigin(origin),
                () -> transactions.write(
                        tx -> end(tx, sessionId, session -> session.isOf(client), RevokeReason.SIGNED_OUT)));
    }

    private Uni<Boolean> revoke(Transaction tx, RefreshToken token, @Nullable UUID client) {
        return rows.state(tx, token)
                .chain(state -> state == TokenState.UNKNOWN
                        ? Uni.createFrom().item(false)
                        : end(tx, token.sessionId(), session -> session.isOf(client), RevokeReason.REVOKED)
                                .replaceWith(true));
    }

    private Uni<Void> end(Transaction tx, UUID sessionId, Predicate<Locked> isConcerned, RevokeReason reason) {
        return rows.lockGroup(tx, sessionId)
                .chain(() -> rows.lock(tx, sessionId))
                .map(session -> session.filter(isConcerned))
                .chain(session -> session.isPresent() ? end(tx, sessionId, reason) : nothing());
    }

    /** Ends the session that was made from an authorization code which has now been presented again. */
    public Uni<Void> endReplayed(Transaction tx, UUID sessionId) {
        return end(tx, sessionId, RevokeReason.CODE_REUSED);
    }

    /** Ends all sessions that were begun for a client, and answers how many. */
    public Uni<Integer> endAllOfClient(Transaction tx, UUID clientId) {
        return rows.endAllOfClient(tx, clientId, RevokeReason.CLIENT_ENDED);
    }

    /** Ends all sessions of a user: its access tokens live on for minutes, its refresh tokens are dead at once. */
    public Uni<Void> endAll(Transaction tx, UUID userId, RevokeReason reason) {
        return rows.endAll(tx, userId, reason).replaceWithVoid();
    }

    /**
     * Ends a user's sessions but for the one that it changes something about itself in; that one may be unknown. It leaves
     * its group, by which it would lead here again whoever else is in that.
     */
    public Uni<Void> endOthers(Transaction tx, UUID userId, @Nullable UUID kept, RevokeReason reason) {
        return rows.endOthers(tx, userId, kept, reason).replaceWithVoid();
    }

    /**
     * What came of a refresh.
     *
     * @param tokens empty when refused
     * @param isSuspicious whether the refusal counts against the address: a guessed or reused token does, the token of
     *     a session that has meanwhile ended does not, since whoever presents it has it rightfully
     * @param stolen the group of the session, which somebody else may hold as well; null where nothing says so
     */
    private record Outcome(
            Optional<SessionTokens> tokens,
            boolean isSuspicious,
            @Nullable UUID stolen) {

        static final Outcome SUSPICIOUS = new Outcome(Optional.empty(), true, null);
        static final Outcome ENDED = new Outcome(Optional.empty(), false, null);

        static Outcome granted(SessionTokens tokens) {
            return new Outcome(Optional.of(tokens), false, null);
        }

        static Outcome reused(@Nullable UUID groupId) {
            return new Outcome(Optional.empty(), true, groupId);
        }
    }

    /** The transaction commits when it refuses, too, because ending the session is part of the refusal. */
    private Uni<Outcome> refresh(Transaction tx, RefreshToken token, @Nullable UUID client) {
        return rows.lock(tx, token.sessionId()).chain(session -> session.filter(found -> found.isOf(client))
                .map(found -> refresh(tx, token, found))
                .orElseGet(() -> Uni.createFrom().item(Outcome.SUSPICIOUS)));
    }

    private Uni<Outcome> refresh(Transaction tx, RefreshToken token, Locked session) {
        return seat(tx, session).chain(seat -> rows.state(tx, token)
                .chain(state -> seat.map(present -> refresh(tx, token, state, present, session))
                        .orElseGet(() -> Uni.createFrom().item(refusal(state)))));
    }

    /** Whose session it is, unless it has ended or its user may not sign in any more. */
    private Uni<Optional<Seat>> seat(Transaction tx, Locked session) {
        return session.live()
                ? seats.find(tx, session.userId()).map(seat -> seat.filter(Seat::maySignIn))
                : Uni.createFrom().item(Optional.empty());
    }

    /** Of a session that cannot be refreshed, whatever the token. */
    private static Outcome refusal(TokenState state) {
        return switch (state) {
            case UNUSED, USED_JUST_NOW -> Outcome.ENDED;
            case USED, UNKNOWN -> Outcome.SUSPICIOUS;
        };
    }

    private Uni<Outcome> refresh(Transaction tx, RefreshToken token, TokenState state, Seat seat, Locked session) {
        SessionClient client = session.client();
        RefreshToken successor = token.successor(successionKey);
        return switch (state) {
            case UNUSED ->
                rows.rotate(tx, token, successor).replaceWith(() -> Outcome.granted(pairs.of(seat, successor, client)));
            case USED_JUST_NOW ->
                rows.isUnused(tx, successor)
                        .chain(unused -> unused
                                ? replayed(tx, token)
                                        .replaceWith(() -> Outcome.granted(pairs.of(seat, successor, client)))
                                : endFamily(tx, token, session));
            case USED -> endFamily(tx, token, session);
            // Nobody ever issued it, so it says nothing about the session, whose id is no secret.
            case UNKNOWN -> Uni.createFrom().item(Outcome.SUSPICIOUS);
        };
    }

    private Uni<Void> replayed(Transaction tx, RefreshToken token) {
        return journal.write(tx, AuditEntry.of("session.refresh-repeated", SESSION, token.sessionId(), null, null));
    }

    /** Of the group no more than this one is locked here; the others follow, see {@link #endEverywhere}. */
    private Uni<Outcome> endFamily(Transaction tx, RefreshToken token, Locked session) {
        return rows.endOne(tx, token.sessionId(), RevokeReason.TOKEN_REUSED)
                .chain(ended -> recordEnds(tx, ended, RevokeReason.TOKEN_REUSED))
                .replaceWith(() -> Outcome.reused(session.groupId()));
    }

    /** Each session of a group leads to all of it: who may have stolen one may by now hold any. */
    private Uni<Void> endEverywhere(@Nullable UUID groupId, RequestOrigin origin) {
        if (groupId == null) {
            return nothing();
        }
        return groups.everyTenant(groupId).chain(tenants -> Multi.createFrom()
                .iterable(tenants)
                .onItem()
                .transformToUni(tenant -> callers.as(
                        Caller.system(tenant).withOrigin(origin),
                        () -> transactions.write(tx -> rows.endJoined(tx, groupId, RevokeReason.TOKEN_REUSED)
                                .chain(ended -> recordEnds(tx, ended, RevokeReason.TOKEN_REUSED)))))
                .collectFailures()
                .concatenate()
                .onItem()
                .ignoreAsUni());
    }

    private Uni<Void> end(Transaction tx, UUID sessionId, RevokeReason reason) {
        return rows.end(tx, sessionId, reason).chain(ended -> recordEnds(tx, ended, reason));
    }

    Uni<Void> recordEnds(Transaction tx, List<UUID> sessionIds, RevokeReason reason) {
        return journal.write(
                tx,
                sessionIds.stream()
                        .map(id -> AuditEntry.of("session.ended", SESSION, id, null, Map.of("reason", reason.name())))
                        .toList());
    }

    private static Uni<SessionTokens> refused() {
        return Uni.createFrom().failure(() -> SessionProblems.INVALID_REFRESH_TOKEN.with("Sign in again."));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
