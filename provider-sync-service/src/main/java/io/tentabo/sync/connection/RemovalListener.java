package io.tentabo.sync.connection;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;

/** What else happens when a connection was deleted with all that belongs to it, in the same transaction. */
public interface RemovalListener {

    Uni<Void> removed(Transaction tx);
}
