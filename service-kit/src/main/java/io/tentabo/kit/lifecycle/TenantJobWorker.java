package io.tentabo.kit.lifecycle;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.lifecycle.ExportWriter.Manifest;
import io.tentabo.kit.tenancy.DueRows;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Works off the open jobs of all tenants. Every process does: whoever has locked a job takes its next step, a short
 * transaction that leaves the job ready for the step after it, whichever process takes that.
 */
@ApplicationScoped
class TenantJobWorker {

    private static final Logger LOG = Logger.getLogger(TenantJobWorker.class);

    private static final String DUE = """
            SELECT id, tenant_id, kind, requested_at
            FROM tenant_jobs
            WHERE completed_at IS NULL AND due_at <= now()
            ORDER BY due_at
            LIMIT 20
            """;

    private static final String TAKE = """
            SELECT is_planned, set_config('app.tenant_id', tenant_id::text, true)
            FROM tenant_jobs
            WHERE tenant_id = $1 AND id = $2 AND completed_at IS NULL AND due_at <= now()
            FOR UPDATE SKIP LOCKED
            """;

    private static final String PLANNED = "UPDATE tenant_jobs SET is_planned = true WHERE tenant_id = $1 AND id = $2";

    private static final String FAILED = """
            UPDATE tenant_jobs
            SET failures = failures + 1, due_at = now() + least(interval '5 minutes', interval '1 second' * 2 ^ least(failures, 9))
            WHERE tenant_id = $1 AND id = $2
            """;

    private final Pool background;
    private final TenantExport export;
    private final TenantPurge purge;
    private final TenantJobCompletion completion;
    private final UntilShutdown shutdown;

    TenantJobWorker(
            @ReactiveDataSource("background") Pool background,
            TenantExport export,
            TenantPurge purge,
            TenantJobCompletion completion,
            UntilShutdown shutdown) {
        this.background = background;
        this.export = export;
        this.purge = purge;
        this.completion = completion;
        this.shutdown = shutdown;
    }

    /**
     * What a step has come to.
     *
     * @param isReady whether the next step may follow at once
     * @param isLast whether nothing is left but to complete the job
     * @param manifest of an export that is to be completed
     */
    private record Step(
            boolean isReady, boolean isLast, @Nullable Manifest manifest) {

        static final Step PAUSE = new Step(false, false, null);
        static final Step NEXT = new Step(true, false, null);
    }

    @Scheduled(
            every = "${tentabo.tenant-jobs.every:2s}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> run() {
        return DueRows.workOff(background, DUE, 1, row -> workOff(TenantJob.of(row)));
    }

    /** One that fails is tried again later, and does not keep the others from their turn. */
    private Uni<Void> workOff(TenantJob job) {
        return steps(job)
                .onFailure()
                .invoke(failure -> LOG.errorf(
                        failure,
                        "The %s of tenant %s (job %s) failed and will go on",
                        job.kind(),
                        job.tenantId(),
                        job.id()))
                .onFailure()
                .recoverWithUni(() -> background
                        .preparedQuery(FAILED)
                        .execute(Tuple.of(job.tenantId(), job.id()))
                        // The database may be what has failed; then the job is due as before.
                        .onFailure()
                        .recoverWithNull()
                        .replaceWithVoid());
    }

    private Uni<Void> steps(TenantJob job) {
        return Multi.createBy()
                .repeating()
                .uni(() -> step(job))
                .whilst(step -> step.isReady() && !shutdown.hasBegun())
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Step> step(TenantJob job) {
        return background
                .withTransaction(connection -> connection
                        .preparedQuery(TAKE)
                        .execute(Tuple.of(job.tenantId(), job.id()))
                        .chain(taken -> {
                            if (taken.size() == 0) {
                                return Uni.createFrom().item(Step.PAUSE);
                            }
                            return taken.iterator().next().getBoolean("is_planned")
                                    ? proceed(connection, job)
                                    : plan(connection, job);
                        }))
                .call(step -> step.isLast()
                        ? completion.complete(job, step.manifest())
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Step> plan(SqlConnection connection, TenantJob job) {
        return JobTables.plan(connection, job)
                .chain(() -> connection.preparedQuery(PLANNED).execute(Tuple.of(job.tenantId(), job.id())))
                .replaceWith(Step.NEXT);
    }

    private Uni<Step> proceed(SqlConnection connection, TenantJob job) {
        return JobTables.next(connection, job).chain(table -> switch (job.kind()) {
            case EXPORT ->
                table == null
                        ? export.writeManifest(connection, job).map(manifest -> new Step(false, true, manifest))
                        : export.step(connection, job, table).replaceWith(Step.NEXT);
            case PURGE ->
                table == null
                        ? purge.reopened(connection, job)
                                .map(isReopened -> isReopened ? Step.PAUSE : new Step(false, true, null))
                        : purge.step(connection, job, table).map(goesOn -> goesOn ? Step.NEXT : Step.PAUSE);
        });
    }
}
