package io.tentabo.kit.privacy;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.DueRows;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Works off the open jobs of all tenants. Every process does: whoever has locked a job takes its next step, a short
 * transaction of the tenant that leaves the job ready for the step after it, whichever process takes that.
 */
@ApplicationScoped
class PersonJobWorker {

    private static final Logger LOG = Logger.getLogger(PersonJobWorker.class);

    private static final String DUE = """
            SELECT tenant_id, id
            FROM person_jobs
            WHERE completed_at IS NULL AND due_at <= now()
            ORDER BY due_at
            LIMIT 20
            """;

    private static final String FAILED = """
            UPDATE person_jobs
            SET failures = failures + 1, due_at = now() + least(interval '5 minutes', interval '1 second' * 2 ^ least(failures, 9))
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND completed_at IS NULL
            """;

    private final Pool background;
    private final CallerContext callers;
    private final Transactions transactions;
    private final PersonJobSteps steps;
    private final UntilShutdown shutdown;

    PersonJobWorker(
            @ReactiveDataSource("background") Pool background,
            CallerContext callers,
            Transactions transactions,
            PersonJobSteps steps,
            UntilShutdown shutdown) {
        this.background = background;
        this.callers = callers;
        this.transactions = transactions;
        this.steps = steps;
        this.shutdown = shutdown;
    }

    /** A job that is due, of whomever. */
    private record Due(UUID tenantId, UUID id) {}

    @Scheduled(
            every = "${tentabo.person-jobs.every:2s}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> run() {
        return DueRows.workOff(
                background, DUE, 1, row -> workOff(new Due(row.getUUID("tenant_id"), row.getUUID("id"))));
    }

    /** One that fails is tried again later, and does not keep the others from their turn. */
    private Uni<Void> workOff(Due job) {
        return Multi.createBy()
                .repeating()
                .uni(() -> step(job))
                .whilst(goesOn -> goesOn && !shutdown.hasBegun())
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(failure -> LOG.errorf(
                        failure,
                        "The job %s about a person of tenant %s failed and will go on",
                        job.id(),
                        job.tenantId()))
                .onFailure()
                .recoverWithUni(() -> inTenant(
                                job,
                                () -> transactions.write(tx ->
                                        tx.update(FAILED, Tuple.of(job.id())).replaceWithVoid()))
                        // The database may be what has failed; then the job is due as before.
                        .onFailure()
                        .recoverWithNull());
    }

    private Uni<Boolean> step(Due job) {
        return inTenant(job, () -> transactions.write(tx -> steps.next(tx, job.id())));
    }

    private <T> Uni<T> inTenant(Due job, Supplier<Uni<T>> work) {
        return callers.inBackground(Caller.system(job.tenantId()), work);
    }
}
