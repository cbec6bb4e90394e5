package io.tentabo.identity.session;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.seat.Seats;
import io.tentabo.identity.session.SessionGroups.Member;
import io.tentabo.identity.session.SessionGroups.Proof;
import io.tentabo.identity.tenant.Tenants;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Switching to another tenant without a password.
 *
 * <p>Nothing that lies in one tenant opens another: its administrators give seats to whatever e-mail address they like, set
 * passwords and choose the provider that signs people in, so neither the common account nor any identity shows who sits
 * there. What does is a session that was begun in that other tenant, by its own rules. A person who has one in each of
 * two tenants joins them, by the refresh tokens of both; from then on the sessions of this group stand for each other.
 * Whoever signs in anew to the one tenant, by whatever means, has joined nothing.
 *
 * <p>Joining and switching each use up the refresh tokens that they are shown, as a refresh does, so that a stolen one is
 * found out here as there. An access token shows nothing: it would make of the minutes that it lasts the weeks of a session.
 *
 * <p>A session that one switches to is therefore worth what its proof is: it ends with it, when the user signs out there or
 * an administrator of that tenant ends the user's sessions, and at the latest when the sign-in would have ended by itself.
 *
 * <p>No tenant learns from its audit which others a person works in; the request's id, the same on both sides, is for the
 * platform's operators.
 */
@Singleton
class TenantSwitches {

    private static final String SESSION = "session";

    private final Transactions transactions;
    private final CallerContext callers;
    private final Tenants tenants;
    private final Seats seats;
    private final Sessions sessions;
    private final LiveTokens liveTokens;
    private final SessionGroups groups;
    private final NewSessions newSessions;
    private final Journal journal;

    TenantSwitches(
            Transactions transactions,
            CallerContext callers,
            Tenants tenants,
            Seats seats,
            Sessions sessions,
            LiveTokens liveTokens,
            SessionGroups groups,
            NewSessions newSessions,
            Journal journal) {
        this.transactions = transactions;
        this.callers = callers;
        this.tenants = tenants;
        this.seats = seats;
        this.sessions = sessions;
        this.liveTokens = liveTokens;
        this.groups = groups;
        this.newSessions = newSessions;
        this.journal = journal;
    }

    /** The other seats that the caller can switch to, or could if they were active. */
    Uni<List<TenantSeat>> others(UUID sessionId) {
        UUID own = CallerContext.current().requireTenantId();
        return transactions
                .read(tx -> groups.member(tx, sessionId))
                .map(TenantSwitches::live)
                .chain(member -> {
                    UUID group = member.groupId();
                    return group == null
                            ? Uni.createFrom().item(List.of())
                            : groups.tenants(group).chain(found -> Multi.createFrom()
                                    .iterable(found)
                                    .filter(tenant -> !tenant.equals(own))
                                    .onItem()
                                    .transformToUniAndConcatenate(tenant -> within(
                                            tenant,
                                            () -> transactions.read(tx -> groups.seats(tx, group, member.accountId()))))
                                    .onItem()
                                    .<TenantSeat>disjoint()
                                    .collect()
                                    .asList());
                });
    }

    /**
     * Joins the caller's session with one of the same account in another tenant, which leaves the group it may be in.
     *
     * @throws HttpProblem (in the returned Uni) 401 when a token is not good, 422 when the two cannot be joined, 429
     */
    Uni<JoinedTenants> join(UUID sessionId, JoinedSession request) {
        return transactions
                .read(tx -> groups.member(tx, sessionId))
                .map(TenantSwitches::live)
                .chain(member -> refuseUnlike(member, request.otherRefreshToken()))
                .chain(() -> sessions.refresh(request.otherRefreshToken(), Presenter.USER))
                .chain(other -> sessions.refreshOwn(sessionId, request.refreshToken())
                        .chain(own -> join(sessionId, request.otherRefreshToken())
                                .map(seats -> new JoinedTenants(SessionView.of(own), SessionView.of(other), seats))));
    }

    /** Refuses what cannot be joined while its tokens are unused. What is no good token is left to its refresh. */
    private Uni<Void> refuseUnlike(Member member, String otherToken) {
        UUID own = CallerContext.current().requireTenantId();
        if (RefreshToken.parse(otherToken)
                .filter(token -> token.tenantId().equals(own))
                .isPresent()) {
            throw SessionProblems.CANNOT_JOIN.with("Both sessions are in the same tenant.");
        }
        return presented(otherToken)
                .invoke(other -> other.ifPresent(found -> refuseOtherAccount(found, member.accountId())))
                .replaceWithVoid();
    }

    private Uni<List<TenantSeat>> join(UUID sessionId, String otherToken) {
        RefreshToken other = RefreshToken.parse(otherToken).orElseThrow();
        return grouped(sessionId)
                .chain(group ->
                        within(other.tenantId(), () -> transactions.write(tx -> join(tx, other.sessionId(), group))))
                .chain(() -> transactions.write(tx -> recordJoin(tx, sessionId)))
                .chain(() -> others(sessionId));
    }

    /**
     * Begins a session in another tenant.
     *
     * @throws HttpProblem (in the returned Uni) 401 when the refresh token is not good, 403, which does not say why, 429
     */
    Uni<SwitchedSession> switchTo(UUID sessionId, TenantSwitch request) {
        UUID own = CallerContext.current().requireTenantId();
        return transactions
                .read(tx -> groups.member(tx, sessionId))
                .map(TenantSwitches::live)
                .chain(member -> tenants.bySlug(request.tenant())
                        .map(tenant -> tenant.filter(known -> !known.id().equals(own)))
                        .chain(tenant -> tenant.map(known -> switchTo(known.id(), member, sessionId, request))
                                .orElseGet(TenantSwitches::nothing)))
                .call(switched -> transactions.write(tx -> recordSwitch(tx, sessionId, switched.isPresent())))
                .map(switched -> switched.orElseThrow(() -> SessionProblems.SWITCH_REFUSED.with(
                        "Sign in to that tenant, and join that session with this one.")));
    }

    /** The refresh token is used up only when nothing seems to be in the way. */
    private Uni<Optional<SwitchedSession>> switchTo(
            UUID tenantId, Member member, UUID sessionId, TenantSwitch request) {
        return leads(tenantId, member)
                .chain(leads -> leads
                        ? sessions.refreshOwn(sessionId, request.refreshToken())
                                .chain(renewed -> begin(tenantId, member)
                                        .map(begun -> begun.map(other ->
                                                new SwitchedSession(SessionView.of(renewed), SessionView.of(other)))))
                        : nothing());
    }

    private Uni<Boolean> leads(UUID tenantId, Member member) {
        UUID group = member.groupId();
        return group == null
                ? Uni.createFrom().item(false)
                : within(tenantId, () -> transactions.read(tx -> groups.seats(tx, group, member.accountId())))
                        .map(seats -> seats.stream().anyMatch(TenantSeat::canSwitch));
    }

    private Uni<Optional<SessionTokens>> begin(UUID tenantId, Member member) {
        UUID group = member.groupId();
        return group == null
                ? nothing()
                : within(tenantId, () -> transactions.write(tx -> begin(tx, group, member.accountId())));
    }

    /** On behalf of the other tenant. */
    private Uni<Optional<SessionTokens>> begin(Transaction tx, UUID group, UUID account) {
        return groups.proof(tx, group, account).chain(proof -> proof.map(found -> seats.find(tx, found.userId())
                        .map(seat -> seat.filter(Seat::maySignIn))
                        .chain(seat ->
                                seat.map(present -> begin(tx, present, found)).orElseGet(TenantSwitches::nothing)))
                .orElseGet(TenantSwitches::nothing));
    }

    private Uni<Optional<SessionTokens>> begin(Transaction tx, Seat seat, Proof proof) {
        return newSessions
                .begin(tx, seat, tx.caller().origin(), null)
                .call(tokens -> groups.follow(tx, tokens.sessionId(), proof)
                        .chain(ended -> sessions.recordEnds(tx, ended, RevokeReason.SUPERSEDED)))
                .call(tokens -> journal.write(
                        tx,
                        AuditEntry.of(
                                "session.switched-to",
                                SESSION,
                                tokens.sessionId(),
                                null,
                                Map.of("userId", seat.id(), "provedBy", proof.sessionId()))))
                .map(Optional::of);
    }

    /** The group of the caller's session, which is a new one if it had none. */
    private Uni<Group> grouped(UUID sessionId) {
        return transactions.write(
                tx -> groups.lockMember(tx, sessionId).map(TenantSwitches::live).chain(member -> {
                    UUID known = member.groupId();
                    Group group = new Group(known == null ? UUID.randomUUID() : known, member.accountId());
                    return known == null
                            ? groups.put(tx, sessionId, group.id()).replaceWith(group)
                            : Uni.createFrom().item(group);
                }));
    }

    private record Group(UUID id, UUID accountId) {}

    /** On behalf of the other tenant. */
    private Uni<Void> join(Transaction tx, UUID sessionId, Group group) {
        return groups.lockMember(tx, sessionId)
                .map(member -> member.orElseThrow(TenantSwitches::unknown))
                .invoke(member -> refuseOtherAccount(member, group.accountId()))
                .chain(() -> groups.put(tx, sessionId, group.id()))
                .chain(() -> recordJoin(tx, sessionId));
    }

    private static void refuseOtherAccount(Member other, UUID accountId) {
        if (!other.accountId().equals(accountId)) {
            throw SessionProblems.CANNOT_JOIN.with("The sessions are of different accounts.");
        }
    }

    /** The session that a good refresh token stands for, unless a client stands behind it. */
    private Uni<Optional<Member>> presented(String refreshToken) {
        return RefreshToken.parse(refreshToken)
                .map(token -> liveTokens
                        .find(token.tenantId(), refreshToken)
                        .chain(live -> live.isEmpty()
                                ? TenantSwitches.<Member>nothing()
                                : within(
                                        token.tenantId(),
                                        () -> transactions.read(tx -> groups.member(tx, token.sessionId())))))
                .orElseGet(TenantSwitches::nothing);
    }

    private Uni<Void> recordJoin(Transaction tx, UUID sessionId) {
        return journal.write(tx, AuditEntry.of("session.joined", SESSION, sessionId, null, null));
    }

    private Uni<Void> recordSwitch(Transaction tx, UUID sessionId, boolean granted) {
        return journal.write(
                tx,
                AuditEntry.of(
                        granted ? "session.switched-from" : "session.switch-refused", SESSION, sessionId, null, null));
    }

    private <T> Uni<T> within(UUID tenantId, Supplier<Uni<T>> work) {
        return callers.as(
                Caller.system(tenantId).withOrigin(CallerContext.current().origin()), work);
    }

    private static Member live(Optional<Member> member) {
        return member.orElseThrow(UnauthorizedException::new);
    }

    private static HttpProblem unknown() {
        return SessionProblems.INVALID_REFRESH_TOKEN.with("Sign in to it again.");
    }

    private static <T> Uni<Optional<T>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
