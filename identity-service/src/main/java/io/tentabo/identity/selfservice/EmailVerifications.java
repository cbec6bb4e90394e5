package io.tentabo.identity.selfservice;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
import io.tentabo.identity.onetime.OneTimeTokens;
import io.tentabo.identity.onetime.TokenPurpose;
import io.tentabo.identity.user.OwnCredentials;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;

/** Shows that users read the mail of their addresses. */
@Singleton
class EmailVerifications {

    private final Transactions transactions;
    private final CallerContext callers;
    private final Attempts attempts;
    private final OneTimeTokens tokens;
    private final OwnCredentials credentials;

    EmailVerifications(
            Transactions transactions,
            CallerContext callers,
            Attempts attempts,
            OneTimeTokens tokens,
            OwnCredentials credentials) {
        this.transactions = transactions;
        this.callers = callers;
        this.attempts = attempts;
        this.tokens = tokens;
        this.credentials = credentials;
    }

    /**
     * Sends the caller a link, unless its address is verified already. Each request counts as an attempt: a mailbox is not
     * to be filled.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 403 for who has no address, 429 with
     *     Retry-After
     */
    Uni<Void> request() {
        Caller caller = CallerContext.current();
        if (caller.tenantId() == null) {
            throw CommonProblems.FORBIDDEN.with("An operator has no address here.");
        }
        Attempt attempt = new Attempt(
                "email-verification:" + caller.requireUserId(), caller.origin().ipAddress());
        return attempts.standing(attempt)
                .invoke(standing -> standing.refuse(true))
                .chain(() -> callers.as(
                        caller.acrossTenant(),
                        () -> transactions.write(tx -> credentials
                                .sendVerification(tx)
                                .chain(sent -> sent
                                        ? attempts.failed(attempt)
                                        : Uni.createFrom().voidItem()))));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 422 for a token that is no good, or 429 */
    Uni<Void> confirm(String token) {
        return tokens.holder(token, TokenPurpose.VERIFY_EMAIL)
                .chain(holder -> tokens.redeem(holder, tx -> credentials.verifyEmail(tx, holder.userId())));
    }
}
