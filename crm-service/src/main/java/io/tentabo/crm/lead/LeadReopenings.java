package io.tentabo.crm.lead;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * What becomes of a lead that is open again. Its owner may have been removed while it was closed, when it stayed what it
 * was: history. Now somebody has to work on it, so the handover is taken up again, see {@link LeadHandovers}.
 */
@ApplicationScoped
class LeadReopenings {

    /** Whether or not it is completed: one that is just being completed is waited for, and does not miss the lead. */
    private static final String RESUME = """
            UPDATE lead_handovers
            SET due_at = now(), completed_at = NULL
            WHERE tenant_id = (SELECT current_tenant()) AND from_user_id = $1
            """;

    /** To be called in the transaction that opens the lead. */
    Uni<Void> opened(Transaction tx, Lead lead) {
        return lead.status().isOpen()
                ? tx.update(RESUME, Tuple.of(lead.fields().ownerId())).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }
}
