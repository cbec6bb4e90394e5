package io.tentabo.sync.pull;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.tentabo.sync.SyncConfig;
import io.tentabo.sync.connection.ConnectionAccess;
import io.tentabo.sync.connection.ConnectionStates;
import io.tentabo.sync.connection.ConnectionStates.Due;
import io.tentabo.sync.provider.ProviderAccess;
import io.tentabo.sync.provider.ProviderFailure;
import io.tentabo.sync.provider.ProviderSession;
import io.tentabo.sync.run.RunLog;
import io.tentabo.sync.run.RunProblems;
import io.tentabo.sync.run.RunQueries;
import io.tentabo.sync.run.RunView;
import io.tentabo.sync.run.SyncType;
import io.tentabo.sync.work.TenantWork;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Readings of connections: on schedule, and when somebody asks. At most one at a time reads a connection. */
@ApplicationScoped
class Pulls {

    private static final Logger LOG = Logger.getLogger(Pulls.class);

    private static final String DUE = """
            SELECT tenant_id, connection_id
            FROM connection_states
            WHERE active AND next_pull_at <= now() AND (cooling_until IS NULL OR cooling_until <= now())
            ORDER BY next_pull_at
            LIMIT 100
            """;

    private final Pool background;
    private final Transactions transactions;
    private final ConnectionAccess access;
    private final ConnectionStates states;
    private final PullCursors cursors;
    private final LeadPull leads;
    private final RunLog runs;
    private final RunQueries queries;
    private final Journal journal;
    private final SyncConfig config;
    private final TenantWork work;
    private final InstantSource clock;

    Pulls(
            @ReactiveDataSource("background") Pool background,
            Transactions transactions,
            ConnectionAccess access,
            ConnectionStates states,
            PullCursors cursors,
            LeadPull leads,
            RunLog runs,
            RunQueries queries,
            Journal journal,
            SyncConfig config,
            CallerContext callers,
            InstantSource clock) {
        this.background = background;
        this.transactions = transactions;
        this.access = access;
        this.states = states;
        this.cursors = cursors;
        this.leads = leads;
        this.runs = runs;
        this.queries = queries;
        this.journal = journal;
        this.config = config;
        this.work = new TenantWork("Pull", callers);
        this.clock = clock;
    }

    @Scheduled(
            every = "{tentabo.sync.pull-tick:5s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> tick() {
        return background
                .query(DUE)
                .execute()
                .invoke(rows -> rows.forEach(row -> {
                    UUID connectionId = row.getUUID("connection_id");
                    work.start(row.getUUID("tenant_id"), connectionId, () -> scheduled(connectionId));
                }))
                .replaceWithVoid();
    }

    /**
     * Starts a reading, which goes on after the answer.
     *
     * @throws HttpProblem 409 while the connection is not in use, has to stay silent, or is being read already
     */
    Uni<RunView> start(UUID connectionId, NewRun request) {
        SyncType type = request.type();
        if (type == SyncType.WEBHOOK || (request.direction() != null && !"PULL".equals(request.direction()))) {
            throw RunProblems.UNSUPPORTED.with("A run can be FULL, INCREMENTAL or MANUAL, and only PULL.");
        }
        return transactions.write(tx -> states.isActive(tx, connectionId).chain(active -> {
            if (!active) {
                throw RunProblems.NOT_ACTIVE.with("Activate the connection first, or wait until its pause is over.");
            }
            return begin(tx, connectionId, type)
                    .call(run -> journal.write(
                            tx,
                            AuditEntry.of(
                                    "run.started",
                                    "run",
                                    run.id(),
                                    null,
                                    Map.of("connectionId", connectionId, "type", type))))
                    .invoke(run -> tx.afterCommit(
                            () -> work.start(tx.caller().requireTenantId(), run.id(), () -> read(connectionId, run))))
                    .chain(run -> queries.get(tx, run.id()));
        }));
    }

    private Uni<Void> scheduled(UUID connectionId) {
        return states.takePull(connectionId, config.pullEvery()).chain(due -> {
            if (due == Due.NOTHING) {
                return Uni.createFrom().voidItem();
            }
            SyncType type = due == Due.FULL ? SyncType.FULL : SyncType.INCREMENTAL;
            return transactions
                    .write(tx -> begin(tx, connectionId, type))
                    .chain(run -> read(connectionId, run))
                    // Somebody's own run is at it.
                    .onFailure(HttpProblem.class)
                    .recoverWithNull();
        });
    }

    /** Goes on with the rest of an earlier run where there is one, unless everything is asked for and the rest is less. */
    private Uni<Begun> begin(Transaction tx, UUID connectionId, SyncType type) {
        return cursors.find(tx, connectionId).chain(cursor -> {
            Rest rest = cursor.rest();
            if (rest == null || (type == SyncType.FULL && !rest.isComplete())) {
                Instant watermark = cursor.watermark();
                rest = Rest.all(
                        type == SyncType.FULL || watermark == null ? null : watermark.minus(config.pullOverlap()),
                        clock.instant());
            }
            Rest todo = rest;
            return runs.startPull(tx, connectionId, type, todo.since()).map(id -> new Begun(id, todo));
        });
    }

    private Uni<Void> read(UUID connectionId, Begun run) {
        Progress progress = new Progress(run.todo());
        return access.of(connectionId).chain(connection -> {
            ProviderSession session = new ProviderSession(connection);
            return leads.read(session, run.id(), run.todo(), Bound.of(config), progress)
                    .chain(rest -> rest.isPresent()
                            ? stop(session, run, progress, rest.get())
                            : finish(session, run, progress, null))
                    .onFailure()
                    .recoverWithUni(failure -> finish(session, run, progress, failure));
        });
    }

    /** Ends a run at its bound. The watermark stays: changes beyond it have not all been read. */
    private Uni<Void> stop(ProviderSession session, Begun run, Progress progress, Rest rest) {
        String reason = "The run reached its bound; the next one goes on where it ended.";
        return transactions
                .write(tx -> runs.finish(tx, run.id(), progress.counts(), session.usage(), null, reason)
                        .chain(() -> cursors.leave(tx, session.access(), rest)))
                .chain(() -> states.finished(session, null));
    }

    private Uni<Void> finish(ProviderSession session, Begun run, Progress progress, @Nullable Throwable failure) {
        // A reading that broke off has left out what came after.
        Instant watermark = failure == null ? progress.watermark() : null;
        if (failure != null && !(failure instanceof ProviderFailure)) {
            LOG.errorf(failure, "Reading %s broke off", session.access());
        }
        return transactions
                .write(tx -> runs.finish(tx, run.id(), progress.counts(), session.usage(), watermark, reason(failure))
                        .chain(() -> failure == null
                                ? complete(tx, session.access(), run, watermark)
                                : Uni.createFrom().voidItem()))
                .chain(() -> states.finished(session, failure));
    }

    private Uni<Void> complete(Transaction tx, ProviderAccess access, Begun run, @Nullable Instant watermark) {
        return cursors.advance(tx, access, watermark)
                .call(() -> states.synced(tx, access.connectionId()))
                .chain(current -> current && run.todo().isComplete()
                        ? states.fullPullDone(tx, access.connectionId(), config.fullPullEvery())
                        : Uni.createFrom().voidItem());
    }

    private static @Nullable String reason(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> null;
            case ProviderFailure known -> known.getMessage();
            default -> "Internal error (" + failure.getClass().getSimpleName() + ").";
        };
    }

    private record Begun(UUID id, Rest todo) {}
}
