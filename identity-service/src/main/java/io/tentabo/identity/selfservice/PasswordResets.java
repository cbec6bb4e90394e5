package io.tentabo.identity.selfservice;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.account.LocalIdentities;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
import io.tentabo.identity.mail.Mails;
import io.tentabo.identity.tenant.TenantIdentity;
import io.tentabo.identity.tenant.Tenants;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/**
 * Links for people who have forgotten their password. Whether there is such a tenant or user shows neither in the answer
 * nor in its time: the same statements run for nobody, in a tenant that does not exist, and no answer comes sooner than
 * the time that any of them takes.
 *
 * <p>Each request counts as an attempt against this user from this address, and against the address. Requests from
 * elsewhere do not keep a user waiting, and one that follows another too soon to be mailed is answered alike.
 */
@Singleton
class PasswordResets {

    private final Transactions transactions;
    private final CallerContext callers;
    private final Tenants tenants;
    private final Attempts attempts;
    private final Mails mails;
    private final Journal journal;
    private final Duration leastTime;

    PasswordResets(
            Transactions transactions,
            CallerContext callers,
            Tenants tenants,
            Attempts attempts,
            Mails mails,
            Journal journal,
            IdentityConfig config) {
        this.transactions = transactions;
        this.callers = callers;
        this.tenants = tenants;
        this.attempts = attempts;
        this.mails = mails;
        this.journal = journal;
        this.leastTime = config.mails().resetAnswer();
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 429 with Retry-After */
    Uni<Void> request(ForgottenPassword request) {
        long begin = System.nanoTime();
        RequestOrigin origin = CallerContext.current().origin();
        String slug = printable(request.tenant());
        String name = printable(LocalIdentities.normalised(request.username()));
        Attempt attempt = new Attempt("password-reset:" + slug + ":" + name, origin.ipAddress());
        return attempts.standing(attempt)
                .invoke(standing -> standing.refuse(true))
                .chain(() -> tenants.bySlug(slug))
                .map(tenant -> tenant.map(TenantIdentity::id).orElseGet(UUID::randomUUID))
                .chain(tenantId -> callers.as(
                        Caller.system(tenantId).withOrigin(origin),
                        () -> transactions.write(tx -> attempts.failed(attempt).chain(() -> send(tx, name)))))
                .call(() -> pause(leastTime.minusNanos(System.nanoTime() - begin)));
    }

    private Uni<Void> send(Transaction tx, String name) {
        return mails.sendReset(tx, name).chain(user -> user.map(
                        id -> journal.write(tx, AuditEntry.of("user.password-reset-requested", "user", id, null, null)))
                .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Control characters are in nobody's name, and the database knows some of them as mistakes only. */
    private static String printable(String name) {
        return name.chars().anyMatch(Character::isISOControl) ? "" : name;
    }

    /** Waits without a thread, and comes back to the context that carries the caller. */
    private static Uni<Void> pause(Duration time) {
        if (!time.isPositive()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().emitter(emitter -> {
            Context context = Vertx.currentContext();
            context.owner()
                    .setTimer(
                            Math.max(1, time.toMillis()),
                            timer -> context.runOnContext(ignored -> emitter.complete(null)));
        });
    }
}
