package io.tentabo.identity.session;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.LocalIdentities;
import io.tentabo.identity.account.LocalIdentities.Credentials;
import io.tentabo.identity.account.Passwords;
import io.tentabo.identity.account.Passwords.Verification;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
import io.tentabo.identity.attempt.Standing;
import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.seat.Seats;
import io.tentabo.identity.tenant.TenantIdentity;
import io.tentabo.identity.tenant.Tenants;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in with a local password. Unknown tenant, unknown user, wrong password, disabled user: all take one verification
 * and get the same answer.
 */
@Singleton
class SignIns {

    private static final String SESSION = "session";
    private static final Candidate NOBODY = new Candidate(new Credentials(null, null), null, false);

    private final Transactions transactions;
    private final CallerContext callers;
    private final Tenants tenants;
    private final LocalIdentities identities;
    private final Passwords passwords;
    private final Seats seats;
    private final Attempts attempts;
    private final SessionRows rows;
    private final TokenPairs pairs;
    private final Journal journal;
    private final SecureRandom random = new SecureRandom();

    SignIns(
            Transactions transactions,
            CallerContext callers,
            Tenants tenants,
            LocalIdentities identities,
            Passwords passwords,
            Seats seats,
            Attempts attempts,
            SessionRows rows,
            TokenPairs pairs,
            Journal journal) {
        this.transactions = transactions;
        this.callers = callers;
        this.tenants = tenants;
        this.identities = identities;
        this.passwords = passwords;
        this.seats = seats;
        this.attempts = attempts;
        this.rows = rows;
        this.pairs = pairs;
        this.journal = journal;
    }

    /** @throws HttpProblem (in the returned Uni) 401, or 429 and 503 with Retry-After */
    Uni<SessionTokens> signIn(NewSession request) {
        RequestOrigin origin = CallerContext.current().origin();
        String name = LocalIdentities.normalised(request.username());
        Attempt attempt = new Attempt("user:" + request.tenant() + ":" + name, origin.ipAddress());
        return attempts.standing(attempt)
                .invoke(standing -> standing.refuse(true))
                .chain(standing -> tenants.bySlug(request.tenant())
                        .chain(tenant -> tenant.isEmpty()
                                ? refuseStranger(request.password(), attempt, standing)
                                : callers.as(
                                        Caller.system(tenant.get().id()).withOrigin(origin),
                                        () -> signIn(tenant.get(), name, request.password(), attempt, standing))));
    }

    /**
     * Who claims to be signing in.
     *
     * @param familiar whether that user has signed in from this address lately
     */
    private record Candidate(
            Credentials credentials, @Nullable Seat seat, boolean familiar) {}

    private Uni<SessionTokens> signIn(
            TenantIdentity tenant, String name, String password, Attempt attempt, Standing standing) {
        return transactions
                .read(tx -> identities.credentials(tx, name).chain(found -> candidate(tx, found, attempt)))
                .invoke(candidate -> standing.refuse(candidate.familiar()))
                .chain(candidate -> passwords
                        .verify(password, candidate.credentials().passwordHash())
                        .chain(verification -> {
                            Seat seat = candidate.seat();
                            if (seat == null || !verification.matches() || !seat.maySignIn()) {
                                return refuse(tenant, candidate, verification, attempt);
                            }
                            return transactions.write(tx -> begin(tx, seat, candidate, verification, attempt));
                        }));
    }

    private Uni<Candidate> candidate(Transaction tx, Credentials found, Attempt attempt) {
        UUID userId = found.userId();
        if (userId == null) {
            return Uni.createFrom().item(NOBODY);
        }
        return Uni.combine()
                .all()
                .unis(seats.find(tx, userId), rows.isFamiliar(tx, userId, attempt.address()))
                .with((seat, familiar) -> new Candidate(found, seat.orElse(null), familiar));
    }

    private Uni<SessionTokens> begin(
            Transaction tx, Seat seat, Candidate candidate, Verification verification, Attempt attempt) {
        RefreshToken token = RefreshToken.first(seat.tenantId(), Ids.next(), random);
        return attempts.standing(tx, attempt)
                .invoke(standing -> standing.refuse(candidate.familiar()))
                .chain(() -> attempts.succeeded(tx, attempt))
                .chain(() -> upgrade(tx, seat, verification.upgraded()))
                .chain(() -> rows.insert(tx, token, seat.id()))
                .chain(() -> journal.write(
                        tx,
                        AuditEntry.of(
                                "session.created", SESSION, token.sessionId(), null, Map.of("userId", seat.id()))))
                .replaceWith(() -> pairs.of(seat, token));
    }

    private Uni<Void> upgrade(Transaction tx, Seat seat, @Nullable String hash) {
        return hash == null ? Uni.createFrom().voidItem() : identities.upgrade(tx, seat.id(), hash);
    }

    /**
     * The name that was typed is not recorded: people type passwords into the wrong field. Of a user that exists the id
     * is.
     */
    private Uni<SessionTokens> refuse(
            TenantIdentity tenant, Candidate candidate, Verification verification, Attempt attempt) {
        UUID entity = Optional.ofNullable(candidate.credentials().userId()).orElse(tenant.id());
        String reason = candidate.credentials().userId() == null
                ? "UNKNOWN_USER"
                : verification.matches() ? "NOT_ACTIVE" : "WRONG_PASSWORD";
        return attempts.failed(attempt)
                .chain(() -> transactions.write(tx -> journal.write(
                        tx, AuditEntry.of("session.refused", SESSION, entity, null, Map.of("reason", reason)))))
                .chain(SignIns::refused);
    }

    private Uni<SessionTokens> refuseStranger(String password, Attempt attempt, Standing standing) {
        standing.refuse(false);
        return passwords
                .verify(password, null)
                .chain(() -> attempts.failed(attempt))
                .chain(SignIns::refused);
    }

    private static Uni<SessionTokens> refused() {
        return Uni.createFrom()
                .failure(() -> SessionProblems.INVALID_CREDENTIALS.with(
                        "Tenant, user name and password do not belong together."));
    }
}
