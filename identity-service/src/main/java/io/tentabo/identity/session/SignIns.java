package io.tentabo.identity.session;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.ExternalIdentities;
import io.tentabo.identity.account.LocalIdentities;
import io.tentabo.identity.account.LocalIdentities.Credentials;
import io.tentabo.identity.account.Passwords;
import io.tentabo.identity.account.Passwords.Verification;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
import io.tentabo.identity.attempt.Standing;
import io.tentabo.identity.provider.ActiveProviders;
import io.tentabo.identity.provider.ProviderAccess;
import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.seat.Seats;
import io.tentabo.identity.session.ProviderSignIns.Claim;
import io.tentabo.identity.tenant.TenantIdentity;
import io.tentabo.identity.tenant.Tenants;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in with a password. Unknown or closed tenant, unknown user, wrong password, disabled user: all take one verification
 * and get the same answer.
 *
 * <p>A name that has a local password is verified here, whatever the tenant's provider does or knows; all other names the
 * provider is asked about, if it verifies passwords.
 */
@Singleton
public class SignIns {

    private static final Credentials NO_CREDENTIALS = new Credentials(null, null);

    private final Transactions transactions;
    private final CallerContext callers;
    private final Tenants tenants;
    private final LocalIdentities identities;
    private final ExternalIdentities externalIdentities;
    private final ActiveProviders providers;
    private final ProviderSignIns providerSignIns;
    private final Passwords passwords;
    private final Seats seats;
    private final Attempts attempts;
    private final SessionRows rows;
    private final NewSessions newSessions;
    private final SignInRefusals refusals;

    SignIns(
            Transactions transactions,
            CallerContext callers,
            Tenants tenants,
            LocalIdentities identities,
            ExternalIdentities externalIdentities,
            ActiveProviders providers,
            ProviderSignIns providerSignIns,
            Passwords passwords,
            Seats seats,
            Attempts attempts,
            SessionRows rows,
            NewSessions newSessions,
            SignInRefusals refusals) {
        this.transactions = transactions;
        this.callers = callers;
        this.tenants = tenants;
        this.identities = identities;
        this.externalIdentities = externalIdentities;
        this.providers = providers;
        this.providerSignIns = providerSignIns;
        this.passwords = passwords;
        this.seats = seats;
        this.attempts = attempts;
        this.rows = rows;
        this.newSessions = newSessions;
        this.refusals = refusals;
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
     * @param username the user's e-mail address, or the name by which the tenant's provider knows it
     * @param begin what follows, on behalf of the whole tenant; its result is not null
     * @throws HttpProblem (in the returned Uni) 401, or 429 and 503 with Retry-After
     */
    public <T> Uni<T> signIn(
            String tenantSlug, String username, String password, BiFunction<Transaction, Seat, Uni<T>> begin) {
        RequestOrigin origin = CallerContext.current().origin();
        String name = LocalIdentities.normalised(username);
        Attempt attempt = attempt(tenantSlug, name);
        return attempts.standing(attempt)
                .invoke(standing -> standing.refuse(true))
                .chain(standing -> tenants.bySlug(tenantSlug)
                        .map(tenant -> tenant.filter(known -> known.isOpen() && isName(name)))
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
     * @param provider who is to be asked; null when the password is verified here
     */
    private record Candidate(
            Credentials credentials,
            @Nullable Seat seat,
            boolean familiar,
            @Nullable ProviderAccess provider) {}

    /**
     * Lets pass who may try a password at present: for what is dear and comes before {@link #signIn}.
     *
     * @throws HttpProblem (in the returned Uni) 429 with Retry-After
     */
    public Uni<Void> admit(String tenantSlug, String username) {
        return attempts.standing(attempt(tenantSlug, LocalIdentities.normalised(username)))
                .invoke(standing -> standing.refuse(true))
                .replaceWithVoid();
    }

    private static Attempt attempt(String tenantSlug, String name) {
        return new Attempt(
                "user:" + tenantSlug + ":" + name,
                CallerContext.current().origin().ipAddress());
    }

    private <T> Uni<T> signIn(
            TenantIdentity tenant,
            String name,
            String password,
            Attempt attempt,
            Standing standing,
            BiFunction<Transaction, Seat, Uni<T>> begin) {
        return transactions
                .read(tx -> identities
                        .credentials(tx, name)
                        .chain(found -> found.userId() == null
                                ? stranger(tx, name, attempt)
                                : candidate(tx, found, found.userId(), attempt)))
                .invoke(candidate -> standing.refuse(candidate.familiar()))
                .chain(candidate -> claim(candidate, name, password)
                        .map(claim -> providerSignIns.signIn(claim, attempt, tenant.id(), begin))
                        .orElseGet(() -> signInLocally(tenant, candidate, password, attempt, begin)));
    }

    private <T> Uni<T> signInLocally(
            TenantIdentity tenant,
            Candidate candidate,
            String password,
            Attempt attempt,
            BiFunction<Transaction, Seat, Uni<T>> begin) {
        return passwords
                .verify(password, candidate.credentials().passwordHash())
                .chain(verification -> {
                    Seat seat = candidate.seat();
                    if (seat == null || !verification.matches() || !seat.maySignIn()) {
                        UUID known = candidate.credentials().userId();
                        return refusals.<T>refuse(
                                attempt, known == null ? tenant.id() : known, reason(candidate, verification));
                    }
                    return transactions
                            .write(tx -> confirmed(tx, seat.id(), candidate, verification, attempt)
                                    .chain(present -> begun(tx, present, begin)))
                            .chain(begun -> begun.map(result -> Uni.createFrom().item(result))
                                    .orElseGet(() -> refusals.refuse(attempt, seat.id(), "CHANGED_MEANWHILE")));
                });
    }

    private static <T> Uni<Optional<T>> begun(
            Transaction tx, Optional<Seat> confirmed, BiFunction<Transaction, Seat, Uni<T>> begin) {
        return confirmed.map(seat -> begin.apply(tx, seat).map(Optional::of)).orElseGet(() -> Uni.createFrom()
                .item(Optional.empty()));
    }

    private Optional<Claim> claim(Candidate candidate, String name, String password) {
        ProviderAccess access = candidate.provider();
        return access == null
                ? Optional.empty()
                : providers
                        .verifier(access)
                        .map(verifier -> new Claim(access, verifier, name, password, candidate.familiar()));
    }

    private Uni<Candidate> candidate(Transaction tx, Credentials found, UUID userId, Attempt attempt) {
        return Uni.combine()
                .all()
                .unis(seats.find(tx, userId), rows.isFamiliar(tx, userId, attempt.address()))
                .with((seat, familiar) -> new Candidate(found, seat.orElse(null), familiar, null));
    }

    /** Nobody has that name here; the provider may know it. */
    private Uni<Candidate> stranger(Transaction tx, String name, Attempt attempt) {
        return providers.find(tx).chain(found -> found.map(access -> externalIdentities
                        .lastUserNamed(tx, access.configuration().provider().name(), name)
                        .chain(user -> user.map(id -> rows.isFamiliar(tx, id, attempt.address()))
                                .orElseGet(() -> Uni.createFrom().item(false)))
                        .map(familiar -> new Candidate(NO_CREDENTIALS, null, familiar, access)))
                .orElseGet(() -> Uni.createFrom().item(new Candidate(NO_CREDENTIALS, null, false, null))));
    }

    /**
     * The seat as it is now. Empty where the password was changed or the user disabled while the password was verified,
     * which takes a while, and longer where many wait: the old one is worth nothing any more.
     */
    private Uni<Optional<Seat>> confirmed(
            Transaction tx, UUID userId, Candidate candidate, Verification verification, Attempt attempt) {
        return attempts.standing(tx, attempt)
                .invoke(standing -> standing.refuse(candidate.familiar()))
                .chain(() -> seats.toSignIn(tx, userId))
                .chain(seat ->
                        isCurrent(tx, userId, candidate.credentials()).map(current -> seat.filter(present -> current)))
                .call(seat -> seat.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : attempts.succeeded(tx, attempt).chain(() -> upgrade(tx, userId, verification.upgraded())));
    }

    private Uni<Boolean> isCurrent(Transaction tx, UUID userId, Credentials verified) {
        String hash = verified.passwordHash();
        return hash == null ? Uni.createFrom().item(false) : identities.isCurrent(tx, userId, hash);
    }

    private Uni<Void> upgrade(Transaction tx, UUID userId, @Nullable String hash) {
        return hash == null ? Uni.createFrom().voidItem() : identities.upgrade(tx, userId, hash);
    }

    private static String reason(Candidate candidate, Verification verification) {
        if (candidate.credentials().userId() == null) {
            return "UNKNOWN_USER";
        }
        return verification.matches() ? "NOT_ACTIVE" : "WRONG_PASSWORD";
    }

    /** Control characters are in nobody's name, and no database and no directory need be asked about them. */
    private static boolean isName(String name) {
        return name.chars().noneMatch(Character::isISOControl);
    }

    private <T> Uni<T> refuseStranger(String password, Attempt attempt, Standing standing) {
        standing.refuse(false);
        return passwords.verify(password, null).chain(() -> refusals.<T>refuse(attempt));
    }
}
