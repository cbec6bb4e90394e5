package io.tentabo.identity.session;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
import io.tentabo.identity.provider.ActiveProviders;
import io.tentabo.identity.provider.ExternalPerson;
import io.tentabo.identity.provider.ExternalSeats;
import io.tentabo.identity.provider.ExternalSeats.NoSeat;
import io.tentabo.identity.provider.PasswordProvider;
import io.tentabo.identity.provider.Proof;
import io.tentabo.identity.provider.ProviderAccess;
import io.tentabo.identity.provider.ProviderFailure;
import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.seat.Seats;
import io.tentabo.kit.problem.KnownOutage;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in with a password that the tenant's provider verifies. Whoever it vouches for first gets a seat that waits for
 * approval, and the same answer as anybody who is refused.
 */
@Singleton
class ProviderSignIns {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Transactions transactions;
    private final ActiveProviders providers;
    private final ExternalSeats externalSeats;
    private final Seats seats;
    private final Attempts attempts;
    private final SignInRefusals refusals;

    ProviderSignIns(
            Transactions transactions,
            ActiveProviders providers,
            ExternalSeats externalSeats,
            Seats seats,
            Attempts attempts,
            SignInRefusals refusals) {
        this.transactions = transactions;
        this.providers = providers;
        this.externalSeats = externalSeats;
        this.seats = seats;
        this.attempts = attempts;
        this.refusals = refusals;
    }

    /**
     * Somebody who claims to be known to the provider.
     *
     * @param familiar whether who last had that name has signed in from this address lately
     */
    record Claim(ProviderAccess access, PasswordProvider verifier, String username, String password, boolean familiar) {

        @Override
        public String toString() {
            return "Claim[…]";
        }
    }

    /**
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 401, 429, or 503 with Retry-After, which
     *     counts as no failed attempt
     */
    <T> Uni<T> signIn(Claim claim, Attempt attempt, UUID tenantId, BiFunction<Transaction, Seat, Uni<T>> begin) {
        return claim.verifier()
                .verify(claim.access(), claim.username(), claim.password())
                .onFailure(ProviderFailure.class)
                .recoverWithUni(failure -> unavailable(claim.access(), failure))
                .chain(proof -> switch (proof) {
                    case Proof.Missing(String reason) -> refusals.refuse(attempt, tenantId, reason);
                    case Proof.Given(ExternalPerson person) ->
                        this.<T>admit(claim, person, attempt, begin).chain(outcome -> outcome.begun()
                                .map(begun -> Uni.createFrom().item(begun))
                                .orElseGet(() -> refusals.refuse(
                                        attempt,
                                        Optional.ofNullable(outcome.userId()).orElse(tenantId),
                                        outcome.reason())));
                });
    }

    /**
     * What came of a proof.
     *
     * @param begun empty when it is not enough
     * @param userId null for somebody who got no seat
     * @param reason of the refusal, for the audit
     */
    private record Outcome<T>(Optional<T> begun, @Nullable UUID userId, String reason) {}

    /** A seat that was made or refreshed stays so when it may not sign in. */
    private <T> Uni<Outcome<T>> admit(
            Claim claim, ExternalPerson person, Attempt attempt, BiFunction<Transaction, Seat, Uni<T>> begin) {
        ProviderAccess access = claim.access();
        return transactions
                .write(tx -> attempts.standing(tx, attempt)
                        .invoke(standing -> standing.refuse(claim.familiar()))
                        .chain(() -> providers.asked(access.id(), null))
                        .chain(() -> externalSeats.of(tx, access.configuration().provider(), person))
                        .chain(userId -> seats.toSignIn(tx, userId)
                                .chain(seat -> seat.map(present -> attempts.succeeded(tx, attempt)
                                                .chain(() -> begin.apply(tx, present))
                                                .map(begun -> new Outcome<>(Optional.of(begun), userId, "")))
                                        .orElseGet(() -> Uni.createFrom()
                                                .item(new Outcome<T>(Optional.empty(), userId, "NOT_ACTIVE"))))))
                .onFailure(NoSeat.class)
                .recoverWithItem(refusal -> new Outcome<>(Optional.empty(), null, refusal.reason()));
    }

    private Uni<Proof> unavailable(ProviderAccess access, ProviderFailure failure) {
        Uni<Void> noted = failure.kind() == ProviderFailure.Kind.SATURATED
                ? Uni.createFrom().voidItem()
                : providers.asked(access.id(), failure);
        return noted.chain(() -> Uni.createFrom()
                .failure(() -> KnownOutage.with(
                        "The provider that verifies this password cannot be asked. Try again shortly.", RETRY_AFTER)));
    }
}
