package io.tentabo.identity.onetime;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
import io.tentabo.identity.seat.UserLock;
import io.tentabo.kit.problem.ProblemType;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * One-time tokens. A token is good once, for its purpose, for a while; whatever is wrong with one that is presented, the
 * answer is the same. Tokens that were never issued count against the address as failed attempts do.
 *
 * <p>Whoever changes a user locks the user first and its tokens after that.
 */
@Singleton
public class OneTimeTokens {

    static final ProblemType INVALID = new ProblemType(
            "one-time-token.invalid", ProblemType.UNPROCESSABLE, "The link is unknown, was used or has expired");

    private final Transactions transactions;
    private final CallerContext callers;
    private final Attempts attempts;
    private final OneTimeTokenRows rows;
    private final SecureRandom random = new SecureRandom();

    OneTimeTokens(Transactions transactions, CallerContext callers, Attempts attempts, OneTimeTokenRows rows) {
        this.transactions = transactions;
        this.callers = callers;
        this.attempts = attempts;
        this.rows = rows;
    }

    /** Makes a token, beside those that the user may have for the same purpose. */
    public Uni<OneTimeToken> issue(Transaction tx, UUID userId, TokenPurpose purpose) {
        OneTimeToken token = OneTimeToken.random(tx.caller().requireTenantId(), random);
        return rows.insert(tx, token, userId, purpose).replaceWith(token);
    }

    /** Ends a user's unused tokens for a purpose. */
    public Uni<Void> end(Transaction tx, UUID userId, TokenPurpose purpose) {
        return rows.end(tx, userId, purpose);
    }

    /** Ends all unused tokens of a user. */
    public Uni<Void> endAll(Transaction tx, UUID userId) {
        return rows.endAll(tx, userId);
    }

    /**
     * Whom a token was made for. It stays good: programs that read mail follow links, too.
     *
     * @throws HttpProblem (in the returned Uni) 422 unless it is good, 429 with Retry-After
     */
    public Uni<TokenHolder> holder(String text, TokenPurpose purpose) {
        RequestOrigin origin = CallerContext.current().origin();
        Attempt attempt = new Attempt(null, origin.ipAddress());
        return attempts.standing(attempt)
                .invoke(standing -> standing.refuse(true))
                .chain(() -> OneTimeToken.parse(text)
                        .map(token -> find(token, purpose, origin))
                        .orElseGet(() -> Uni.createFrom().item(Found.UNKNOWN)))
                .call(found -> found.isKnown() ? Uni.createFrom().voidItem() : attempts.failed(attempt))
                .map(found -> found.holder().orElseThrow(OneTimeTokens::invalid));
    }

    /**
     * Uses a token up. Of several who present it at once, one succeeds. The user's other tokens for the same purpose end.
     *
     * @param effect runs as the user, who is locked, with the rows of the whole tenant; if it fails, the token stays good
     * @throws HttpProblem (in the returned Uni) 422 when it is good no more
     */
    public <T> Uni<T> redeem(TokenHolder holder, Function<Transaction, Uni<T>> effect) {
        RequestOrigin origin = CallerContext.current().origin();
        return callers.as(
                holder.caller(origin),
                () -> transactions.write(tx -> UserLock.take(tx, holder.userId())
                        .chain(() -> rows.use(tx, holder))
                        .invoke(used -> {
                            if (!used) {
                                throw invalid();
                            }
                        })
                        .chain(() -> rows.end(tx, holder.userId(), holder.purpose()))
                        .chain(() -> effect.apply(tx))));
    }

    /** The one refusal of a token, also for what it cannot be used for any more. */
    public static HttpProblem invalid() {
        return INVALID.with("Ask for a new one.");
    }

    /**
     * What is known of a token that was presented.
     *
     * @param isKnown whether it was issued once, however long ago: then whoever has it was given it
     */
    record Found(boolean isKnown, Optional<TokenHolder> holder) {

        static final Found UNKNOWN = new Found(false, Optional.empty());
    }

    private Uni<Found> find(OneTimeToken token, TokenPurpose purpose, RequestOrigin origin) {
        return callers.as(
                Caller.system(token.tenantId()).withOrigin(origin),
                () -> transactions.read(tx -> rows.find(tx, token, purpose)));
    }
}
