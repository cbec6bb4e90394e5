package io.tentabo.kit.privacy;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.PersonJobDone;

/**
 * To whom this service tells what it has done, in the transaction that completes the job. By default the event is
 * published; identity, which waits for these events, takes its own at once.
 */
public interface PersonJobOutcome {

    Uni<Void> done(Transaction tx, PersonJob.Kind kind, PersonJobDone outcome);
}
