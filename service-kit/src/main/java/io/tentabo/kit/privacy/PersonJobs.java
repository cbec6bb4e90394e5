package io.tentabo.kit.privacy;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.PersonJobRequested;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;

/**
 * Takes in whose data this service is to export or erase. The row that a job becomes is the promise to do it: from its
 * commit on {@link PersonJobWorker} works it off, however often it is interrupted, and {@link PersonJobOutcome} tells the
 * result.
 */
@ApplicationScoped
public class PersonJobs {

    private static final String ACCEPT = """
            INSERT INTO person_jobs (tenant_id, id, kind, user_ids, address_salt, address_digest, requested_at, due_at)
            VALUES ((SELECT current_tenant()), $1, $2, $3, decode($4, 'hex'), decode($5, 'hex'), $6,
                    now() + make_interval(secs => $7))
            ON CONFLICT DO NOTHING
            """;

    private final Duration settling;

    PersonJobs(PersonJobConfig config) {
        this.settling = config.settling();
    }

    /** Adds the handlers of identity's requests to those of a service's consumer of identity's events. */
    public EventHandlers handledWith(EventHandlers handlers) {
        return handlers.on(
                        PersonJobRequested.EXPORT,
                        PersonJobRequested.class,
                        (tx, event) -> accept(tx, job(PersonJob.Kind.EXPORT, event.payload())))
                .on(
                        PersonJobRequested.ERASURE,
                        PersonJobRequested.class,
                        (tx, event) -> accept(tx, job(PersonJob.Kind.ERASURE, event.payload())));
    }

    /** Promises a job in the caller's tenant; one that is known already is not promised twice. */
    public Uni<Void> accept(Transaction tx, PersonJob job) {
        return tx.update(
                        ACCEPT,
                        Tuple.from(Arrays.asList(
                                job.id(),
                                job.kind().name(),
                                job.userIds().toArray(UUID[]::new),
                                job.addressSalt(),
                                job.addressDigest(),
                                SqlTime.of(job.requestedAt()),
                                SqlTime.seconds(settling))))
                .replaceWithVoid();
    }

    private static PersonJob job(PersonJob.Kind kind, PersonJobRequested request) {
        return new PersonJob(
                request.jobId(),
                kind,
                request.userIds(),
                request.addressSalt(),
                request.addressDigest(),
                request.requestedAt());
    }
}
