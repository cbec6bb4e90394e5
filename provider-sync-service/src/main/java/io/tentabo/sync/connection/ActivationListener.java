package io.tentabo.sync.connection;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import java.util.UUID;

/** What else happens when a connection becomes active, in the same transaction. */
public interface ActivationListener {

    Uni<Void> activated(Transaction tx, UUID connectionId, ProviderType type);
}
