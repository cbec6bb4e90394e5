package io.tentabo.crm.lead;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.Ids;
import io.vertx.mutiny.sqlclient.Row;
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

    private static final String BEFORE_WON = """
            SELECT old_status
            FROM lead_status_history
            WHERE tenant_id = $1 AND lead_id = $2 AND new_status = 'WON'
            ORDER BY changed_at DESC, id DESC
            LIMIT 1
            """;

    /** The first entry of a new lead, which must have been flushed. */
    Uni<Void> begin(Transaction tx, Lead lead) {
        return insert(tx, lead, null, null, tx.caller().userId());
    }

    /** An entry for a move that the lead has made, and that has been flushed. */
    Uni<Void> add(Transaction tx, Lead lead, LeadStatus before, @Nullable String reason, @Nullable UUID changedBy) {
        return insert(tx, lead, before.name(), reason, changedBy);
    }

    /** The open status from which a lead was last won; {@code NEGOTIATION} for one that was not open then. */
    Uni<LeadStatus> statusBeforeWon(Transaction tx, UUID leadId) {
        return tx.query(BEFORE_WON, Tuple.of(tx.caller().requireTenantId(), leadId))
                .map(rows -> {
                    for (Row row : rows) {
                        LeadStatus before = LeadStatus.valueOf(row.getString("old_status"));
                        if (before.isOpen()) {
                            return before;
                        }
                    }
                    return LeadStatus.NEGOTIATION;
                });
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
