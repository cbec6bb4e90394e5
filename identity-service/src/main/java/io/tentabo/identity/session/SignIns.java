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
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in with a local password. Unknown tenant, unknown user, wrong password, disabled user: all take one verification
 * and get the same answer.
 */
@Singleton
public class SignIns {

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
    private final NewSessions newSessions;
    private final Journal journal;

    SignIns(
            Transactions transactions,
            CallerContext callers,
            Tenants tenants,
            LocalIdentities identities,
            Passwords passwords,
            Seats seats,
            Attempts attempts,
            SessionRows rows,
            NewSessions newSessions,
            Journal journal) {
        this.transactions = transactions;
        this.callers = callers;
        this.tenants = tenants;
        this.identities = identities;
        this.passwords = passwords;
        this.seats = seats;
        this.attempts = attempts;
        this.rows = rows;
        this.newSessions = newSessions;
        this.journal = journal;
    }

    /** @throws HttpProblem (in the returned Uni) 401, or 429 and 503 with Retry-After */
    Uni<SessionTokens> signIn(NewSession request) {
        return signIn(
                request.tenant(),
                request.username(),
                request.password(),
                (tx, seat) -> newSessions.begin(tx, seat, tx.caller().origin(), null));
    }

    /**
     * Verifies a password and, in the transaction that confirms it, does what the user is to sign in for.
     *
     * @param tenantSlug names the tenant
     * @param username the user's e-mail address
     * @param begin what follows, on behalf of the whole tenant
     * @throws HttpProblem (in the returned Uni) 401, or 429 and 503 with Retry-After
     */
    public <T> Uni<T> signIn(
            String tenantSlug, String username, String password, BiFunction<Transaction, Seat, Uni<T>> begin) {
        RequestOrigin origin = CallerContext.current().origin();
        String name = LocalIdentities.normalised(username);
        Attempt attempt = new Attempt("user:" + tenantSlug + ":" + name, origin.ipAddress());
        return attempts.standing(attempt)
                .invoke(standing -> standing.refuse(true))
                .chain(standing -> tenants.bySlug(tenantSlug)
                        .chain(tenant -> tenant.isEmpty()
                                ? this.<T>refuseStranger(password, attempt, standing)
                                : callers.as(
                                        Caller.system(tenant.get().id()).withOrigin(origin),
                                        () -> signIn(tenant.get(), name, password, attempt, standing, begin))));
    }

    /**
     * Who claims to be signing in.
     *
     * @param familiar whether that user has signed in from this address lately
     */
    private record Candidate(
            Credentials credentials, @Nullable Seat seat, boolean familiar) {}

    private <T> Uni<T> signIn(
            TenantIdentity tenant,
            String name,
            String password,
            Attempt attempt,
            Standing standing,
            BiFunction<Transaction, Seat, Uni<T>> begin) {
        return transactions
                .read(tx -> identities.credentials(tx, name).chain(found -> candidate(tx, found, attempt)))
                .invoke(candidate -> standing.refuse(candidate.familiar()))
                .chain(candidate -> passwords
                        .verify(password, candidate.credentials().passwordHash())
                        .chain(verification -> {
                            Seat seat = candidate.seat();
                            if (seat == null || !verification.matches() || !seat.maySignIn()) {
                                return this.<T>refuse(tenant, candidate, verification, attempt);
                            }
                            return transactions.write(tx -> confirm(tx, seat, candidate, verification, attempt)
                                    .chain(() -> begin.apply(tx, seat)));
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

    private Uni<Void> confirm(
            Transaction tx, Seat seat, Candidate candidate, Verification verification, Attempt attempt) {
        return attempts.standing(tx, attempt)
                .invoke(standing -> standing.refuse(candidate.familiar()))
                .chain(() -> attempts.succeeded(tx, attempt))
                .chain(() -> upgrade(tx, seat, verification.upgraded()));
    }

    private Uni<Void> upgrade(Transaction tx, Seat seat, @Nullable String hash) {
        return hash == null ? Uni.createFrom().voidItem() : identities.upgrade(tx, seat.id(), hash);
    }

    /**
     * The name that was typed is not recorded: people type passwords into the wrong field. Of a user that exists the id
     * is.
     */
    private <T> Uni<T> refuse(TenantIdentity tenant, Candidate candidate, Verification verification, Attempt attempt) {
        UUID entity = Optional.ofNullable(candidate.credentials().userId()).orElse(tenant.id());
        String reason = candidate.credentials().userId() == null
                ? "UNKNOWN_USER"
                : verification.matches() ? "NOT_ACTIVE" : "WRONG_PASSWORD";
        return attempts.failed(attempt)
                .chain(() -> transactions.write(tx -> journal.write(
                        tx, AuditEntry.of("session.refused", SESSION, entity, null, Map.of("reason", reason)))))
                .chain(() -> SignIns.<T>refused());
    }

    private <T> Uni<T> refuseStranger(String password, Attempt attempt, Standing standing) {
        standing.refuse(false);
        return passwords
                .verify(password, null)
                .chain(() -> attempts.failed(attempt))
                .chain(() -> SignIns.<T>refused());
    }

    private static <T> Uni<T> refused() {
        return Uni.createFrom()
                .failure(() -> SessionProblems.INVALID_CREDENTIALS.with(
                        "Tenant, user name and password do not belong together."));
    }
}
