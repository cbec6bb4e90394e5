package io.tentabo.kit.privacy;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import java.util.List;
import java.util.UUID;

/**
 * Tells others of rows that have been pseudonymised, so that their copies follow. A bean of the feature that owns the table;
 * only tables whose personal data names an {@code entity_type} are told of.
 */
public interface ErasedRows {

    /** The table of which it is told. */
    String table();

    /** Runs in the transaction that has erased the rows; sees them as they are now. */
    Uni<Void> erased(Transaction tx, List<UUID> ids);
}
