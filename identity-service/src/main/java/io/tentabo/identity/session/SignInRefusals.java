package io.tentabo.identity.session;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;

/** Refuses sign-ins: counts the failure and answers, always with the same words, 401. */
@Singleton
class SignInRefusals {

    private final Transactions transactions;
    private final Attempts attempts;
    private final Journal journal;

    SignInRefusals(Transactions transactions, Attempts attempts, Journal journal) {
        this.transactions = transactions;
        this.attempts = attempts;
        this.journal = journal;
    }

    /** Refuses whoever names no tenant. */
    <T> Uni<T> refuse(Attempt attempt) {
        return attempts.failed(attempt).chain(() -> Uni.createFrom()
                .failure(() -> SessionProblems.INVALID_CREDENTIALS.with(
                        "Tenant, user name and password do not belong together.")));
    }

    /**
     * Refuses somebody in the caller's tenant, whose audit says why. The name that was typed is not recorded: people type
     * passwords into the wrong field.
     *
     * @param about the user, or the tenant where nobody is known
     */
    <T> Uni<T> refuse(Attempt attempt, UUID about, String reason) {
        return transactions
                .write(tx -> journal.write(
                        tx, AuditEntry.of("session.refused", "session", about, null, Map.of("reason", reason))))
                .chain(() -> refuse(attempt));
    }
}
