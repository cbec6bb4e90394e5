package io.tentabo.kit.lifecycle;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.TenantExported;
import io.tentabo.model.event.TenantPurged;

/**
 * To whom this service tells what it has done, in the transaction that completes the job. By default the event is
 * published; identity, which waits for these events, takes its own at once.
 */
public interface TenantJobOutcome {

    Uni<Void> exported(Transaction tx, TenantExported outcome);

    /** After a purge the transaction must leave nothing of the tenant in any table but the outbox. */
    Uni<Void> purged(Transaction tx, TenantPurged outcome);
}
