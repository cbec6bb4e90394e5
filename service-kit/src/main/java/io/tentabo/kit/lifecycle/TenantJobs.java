package io.tentabo.kit.lifecycle;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.TenantExportRequested;
import io.tentabo.model.event.TenantPurgeRequested;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Takes in what this service is to export or purge. The row that a job becomes is the promise to do it: from its commit
 * on {@link TenantJobWorker} works it off, however often it is interrupted, and {@link TenantJobOutcome} tells the result.
 */
@ApplicationScoped
public class TenantJobs {

    private static final String ACCEPT = """
            INSERT INTO tenant_jobs (tenant_id, id, kind, requested_at, due_at)
            VALUES ((SELECT current_tenant()), $1, $2, $3, now() + make_interval(secs => $4))
            ON CONFLICT DO NOTHING
            """;

    private final Duration settling;

    TenantJobs(TenantJobConfig config) {
        this.settling = config.settling();
    }

    /** Adds the handlers of identity's requests to those of a service's consumer of identity's events. */
    public EventHandlers handledWith(EventHandlers handlers) {
        return handlers.on(TenantExportRequested.TYPE, TenantExportRequested.class, (tx, event) -> {
                    TenantExportRequested request = event.payload();
                    return accept(
                            tx,
                            new TenantJob(
                                    request.jobId(), event.tenantId(), TenantJob.Kind.EXPORT, request.requestedAt()));
                })
                .on(TenantPurgeRequested.TYPE, TenantPurgeRequested.class, (tx, event) -> {
                    TenantPurgeRequested request = event.payload();
                    return accept(
                            tx,
                            new TenantJob(
                                    request.jobId(), event.tenantId(), TenantJob.Kind.PURGE, request.requestedAt()));
                });
    }

    /** Promises a job of the caller's tenant; one that is known already is not promised twice. */
    public Uni<Void> accept(Transaction tx, TenantJob job) {
        Duration pause = job.kind() == TenantJob.Kind.PURGE ? settling : Duration.ZERO;
        return tx.update(ACCEPT, Tuple.of(job.id(), job.kind().name(), SqlTime.of(job.requestedAt()), (double)
                        pause.toSeconds()))
                .replaceWithVoid();
    }
}
