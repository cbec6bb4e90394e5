package io.tentabo.identity.session;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
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
 * two tenants joins them, by the tokens of both; from then on the sessions of this group stand for each other. Whoever
 * signs in anew to the one tenant, by whatever means, has joined nothing.
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
    private final Attempts attempts;
    private final LiveTokens liveTokens;
    private final SessionGroups groups;
    private final NewSessions newSessions;
    private final Journal journal;

    TenantSwitches(
            Transactions transactions,
            CallerContext callers,
            Tenants tenants,
            Seats seats,
            Attempts attempts,
            LiveTokens liveTokens,
            SessionGroups groups,
            NewSessions newSessions,
            Journal journal) {
        this.transactions = transactions;
        this.callers = callers;
        this.tenants = tenants;
        this.seats = seats;
        this.attempts = attempts;
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
     * @throws HttpProblem (in the returned Uni) 401 when the token is not good, 422 when the two cannot be joined, 429
     */
    Uni<List<TenantSeat>> join(UUID sessionId, String refreshToken) {
        UUID own = CallerContext.current().requireTenantId();
        Attempt attempt = new Attempt(null, CallerContext.current().origin().ipAddress());
        return attempts.standing(attempt)
                .invoke(standing -> standing.refuse(true))
                .chain(() -> presented(refreshToken))
                .chain(other -> other.isEmpty()
                        ? attempts.failed(attempt).chain(TenantSwitches::<LiveToken>unknown)
                        : Uni.createFrom().item(other.get()))
                .invoke(other -> {
                    if (other.seat().tenantId().equals(own)) {
                        throw SessionProblems.CANNOT_JOIN.with("Both sessions are in the same tenant.");
                    }
                })
                .chain(other -> grouped(sessionId)
                        .chain(group -> within(
                                other.seat().tenantId(), () -> transactions.write(tx -> join(tx, other, group)))))
                .chain(() -> transactions.write(tx -> recordJoin(tx, sessionId)))
                .chain(() -> others(sessionId));
    }

    /**
     * Begins a session in another tenant.
     *
     * @param slug names it
     * @throws HttpProblem (in the returned Uni) 403, which does not say why
     */
    Uni<SessionTokens> switchTo(UUID sessionId, String slug) {
        UUID own = CallerContext.current().requireTenantId();
        return transactions
                .read(tx -> groups.member(tx, sessionId))
                .map(TenantSwitches::live)
                .chain(member -> tenants.bySlug(slug)
                        .map(tenant -> tenant.filter(known -> !known.id().equals(own)))
                        .chain(tenant ->
                                tenant.map(known -> begin(known.id(), member)).orElseGet(TenantSwitches::nothing)))
                .call(tokens -> transactions.write(tx -> recordSwitch(tx, sessionId, tokens.isPresent())))
                .map(tokens -> tokens.orElseThrow(() -> SessionProblems.SWITCH_REFUSED.with(
                        "Sign in to that tenant, and join that session with this one.")));
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
                .call(tokens -> groups.follow(tx, tokens.sessionId(), proof))
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
    private Uni<Void> join(Transaction tx, LiveToken other, Group group) {
        UUID sessionId = other.sessionId();
        if (sessionId == null) {
            return TenantSwitches.unknown();
        }
        return groups.lockMember(tx, sessionId)
                .chain(member ->
                        member.map(found -> Uni.createFrom().item(found)).orElseGet(TenantSwitches::unknown))
                .invoke(member -> {
                    if (!member.accountId().equals(group.accountId())) {
                        throw SessionProblems.CANNOT_JOIN.with("The sessions are of different accounts.");
                    }
                })
                .chain(() -> groups.put(tx, sessionId, group.id()))
                .chain(() -> recordJoin(tx, sessionId));
    }

    /** The session that a refresh token stands for, unless a client stands behind it. */
    private Uni<Optional<LiveToken>> presented(String refreshToken) {
        return RefreshToken.parse(refreshToken)
                .map(token -> liveTokens
                        .find(token.tenantId(), refreshToken)
                        .map(live -> live.filter(found -> !found.isAccessToken() && found.grant() == null)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
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

    private static <T> Uni<T> unknown() {
        return Uni.createFrom().failure(() -> SessionProblems.INVALID_REFRESH_TOKEN.with("Sign in to it again."));
    }

    private static Uni<Optional<SessionTokens>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }
}
