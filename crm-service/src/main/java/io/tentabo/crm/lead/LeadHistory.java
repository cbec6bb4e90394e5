package io.tentabo.crm.lead;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who moved a lead from which status to which, when and why. Only ever added to. */
@ApplicationScoped
class LeadHistory {

    private static final String INSERT = """
            INSERT INTO lead_status_history (id, tenant_id, lead_id, old_status, new_status, reason, changed_by, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    /** The first entry of a new lead, which must have been flushed. */
    Uni<Void> begin(Transaction tx, Lead lead) {
        return insert(tx, lead, null, null, tx.caller().userId());
    }

    /** An entry for a move that the lead has made, and that has been flushed. */
    Uni<Void> add(Transaction tx, Lead lead, LeadStatus before, @Nullable String reason, @Nullable UUID changedBy) {
        return insert(tx, lead, before.name(), reason, changedBy);
    }

    private static Uni<Void> insert(
            Transaction tx, Lead lead, @Nullable String before, @Nullable String reason, @Nullable UUID changedBy) {
        return tx.update(
                        INSERT,
                        Tuple.from(Arrays.asList(
                                Ids.next(),
                                tx.caller().requireTenantId(),
                                lead.id(),
                                before,
                                lead.status().name(),
                                reason,
                                changedBy,
                                lead.updatedAt().atOffset(ZoneOffset.UTC))))
                .replaceWithVoid();
    }
}
