package io.tentabo.sync.queue;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.tentabo.sync.SyncConfig;
import io.tentabo.sync.connection.ConnectionAccess;
import io.tentabo.sync.connection.ConnectionStates;
import io.tentabo.sync.connection.ProviderType;
import io.tentabo.sync.provider.CrmProvider;
import io.tentabo.sync.provider.CrmProviders;
import io.tentabo.sync.provider.ProviderAccess;
import io.tentabo.sync.provider.ProviderFailure;
import io.tentabo.sync.provider.ProviderFailure.Kind;
import io.tentabo.sync.provider.ProviderSession;
import io.tentabo.sync.run.RunCounts;
import io.tentabo.sync.run.RunLog;
import io.tentabo.sync.work.TenantWork;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends what waits in the queue, tenant by tenant, without holding a transaction open while a provider answers. */
@ApplicationScoped
public class PushWorker {

    private static final Logger LOG = Logger.getLogger(PushWorker.class);

    private static final String DUE = """
            SELECT DISTINCT q.tenant_id
            FROM connection_states s
            JOIN sync_queue q ON q.tenant_id = s.tenant_id AND q.status = 'PENDING' AND q.next_attempt_at <= now()
            WHERE s.active AND (s.cooling_until IS NULL OR s.cooling_until <= now())
            LIMIT 200
            """;
    private static final int BATCH = 20;
    /** From this attempt on, people are told that a lead cannot be sent for now. */
    private static final int TOLD_ATTEMPT = 3;

    private final Pool background;
    private final Transactions transactions;
    private final SyncQueue queue;
    private final LeadPush pushes;
    private final LeadAdoption adoption;
    private final ConnectionAccess access;
    private final ConnectionStates states;
    private final CrmProviders providers;
    private final RunLog runs;
    private final SyncConfig config;
    private final TenantWork work;

    PushWorker(
            @ReactiveDataSource("background") Pool background,
            Transactions transactions,
            SyncQueue queue,
            LeadPush pushes,
            LeadAdoption adoption,
            ConnectionAccess access,
            ConnectionStates states,
            CrmProviders providers,
            RunLog runs,
            SyncConfig config,
            CallerContext callers) {
        this.background = background;
        this.transactions = transactions;
        this.queue = queue;
        this.pushes = pushes;
        this.adoption = adoption;
        this.access = access;
        this.states = states;
        this.providers = providers;
        this.runs = runs;
        this.config = config;
        this.work = new TenantWork("Push", callers);
    }

    @Scheduled(
            every = "{tentabo.sync.push-tick:1s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> tick() {
        return background
                .query(DUE)
                .execute()
                .invoke(rows -> rows.forEach(row -> wake(row.getUUID("tenant_id"))))
                .replaceWithVoid();
    }

    /** Starts on a tenant's queue at once, unless this replica is at it already. */
    public void wake(UUID tenantId) {
        work.start(tenantId, tenantId, this::pushDue);
    }

    private Uni<Void> pushDue() {
        return access.active(ProviderType.CRM)
                .chain(found -> found.isPresent()
                        ? pushTo(found.get())
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> pushTo(ProviderAccess connection) {
        UUID claim = UUID.randomUUID();
        return transactions
                .write(tx -> queue.claim(tx, claim, config.claimTime(), BATCH))
                .chain(batch -> batch.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : push(new ProviderSession(connection), claim, batch)
                                .chain(broken -> broken ? Uni.createFrom().voidItem() : pushDue()));
    }

    /** Pushes a batch as one run; answers whether it was broken off. */
    private Uni<Boolean> push(ProviderSession session, UUID claim, List<QueuedLead> batch) {
        CrmProvider provider = providers.of(session);
        RunCounts counts = new RunCounts();
        return runs.startPush(session.access().connectionId()).chain(runId -> prepare(provider, session)
                .chain(() -> pushFrom(0, batch, provider, session, runId, counts))
                .onFailure()
                .recoverWithItem(Function.identity())
                .chain(failure -> finish(session, claim, runId, counts, failure).replaceWith(failure != null)));
    }

    /** Whatever fails here concerns no single lead but the connection. */
    private Uni<Void> prepare(CrmProvider provider, ProviderSession session) {
        return findMarkerField(provider, session)
                .chain(() -> adoption.adopt(provider, session))
                .onFailure(failure -> !concernsConnection(failure))
                .transform(failure -> {
                    LOG.errorf(failure, "Nothing can be sent to %s", session.access());
                    return new ProviderFailure(Kind.UNAVAILABLE, reason(failure));
                });
    }

    private Uni<Void> findMarkerField(CrmProvider provider, ProviderSession session) {
        if (session.access().markerField() != null) {
            return Uni.createFrom().voidItem();
        }
        return provider.markerField(session)
                .invoke(session::learnMarkerField)
                .chain(() -> states.rememberMarkerField(session.access()));
    }

    /** Pushes one lead after the other; answers the failure that concerns the whole connection, if there is one. */
    private Uni<Throwable> pushFrom(
            int index,
            List<QueuedLead> batch,
            CrmProvider provider,
            ProviderSession session,
            UUID runId,
            RunCounts counts) {
        if (index == batch.size()) {
            return Uni.createFrom().nullItem();
        }
        QueuedLead push = batch.get(index);
        counts.read(1);
        return transactions
                .write(tx -> queue.renew(tx, push, config.claimTime()))
                // Whoever has waited too long leaves the lead to the worker that took it over.
                .chain(ours -> ours
                        ? pushes.push(provider, session, push)
                        : Uni.createFrom().item(false))
                .invoke(written -> {
                    if (written) {
                        counts.written();
                    } else {
                        counts.skipped(1);
                    }
                })
                .replaceWith((Throwable) null)
                .onFailure()
                .recoverWithUni(failure -> {
                    counts.failed();
                    return failed(session, push, failure)
                            .chain(() -> runs.error(runId, null, push.leadId(), reason(failure)))
                            .replaceWith(concernsConnection(failure) ? failure : null);
                })
                .chain(failure -> failure != null
                        ? Uni.createFrom().item(failure)
                        : pushFrom(index + 1, batch, provider, session, runId, counts));
    }

    private Uni<Void> failed(ProviderSession session, QueuedLead push, Throwable failure) {
        boolean giveUp = failure instanceof ProviderFailure known
                && (known.kind() == Kind.REJECTED || known.kind() == Kind.NOT_FOUND);
        if (!(failure instanceof ProviderFailure)) {
            LOG.errorf(failure, "Lead %s could not be sent to %s", push.leadId(), session.access());
        }
        return transactions.write(tx -> queue.failed(tx, push, reason(failure), giveUp, backOff(push.attempt()))
                .chain(() -> giveUp || push.attempt() == TOLD_ATTEMPT
                        ? pushes.announce(tx, session, push, null, reason(failure))
                        : Uni.createFrom().voidItem()));
    }

    private Uni<Void> finish(
            ProviderSession session, UUID claim, UUID runId, RunCounts counts, @Nullable Throwable failure) {
        return transactions
                .write(tx -> queue.release(tx, claim)
                        .chain(() -> states.synced(tx, session.access().connectionId()))
                        .chain(() -> runs.finish(
                                tx, runId, counts, session.usage(), null, failure == null ? null : reason(failure))))
                .chain(() -> states.finished(session, failure));
    }

    private Duration backOff(int attempt) {
        long factor = 1L << Math.min(attempt - 1, 20);
        Duration pause = config.minBackOff().multipliedBy(factor);
        return pause.compareTo(config.maxBackOff()) < 0 ? pause : config.maxBackOff();
    }

    private static boolean concernsConnection(Throwable failure) {
        return failure instanceof ProviderFailure known
                && known.kind() != Kind.REJECTED
                && known.kind() != Kind.NOT_FOUND;
    }

    private static String reason(Throwable failure) {
        return failure instanceof ProviderFailure known
                ? String.valueOf(known.getMessage())
                : "Internal error (" + failure.getClass().getSimpleName() + ").";
    }
}
