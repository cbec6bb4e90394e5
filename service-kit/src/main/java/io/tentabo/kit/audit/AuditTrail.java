package io.tentabo.kit.audit;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the audit records of the caller's tenant; a caller who does not see the whole tenant sees none. */
@ApplicationScoped
public class AuditTrail {

    private final Transactions transactions;
    private final Cursors cursors;

    AuditTrail(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    Uni<Page<AuditRecord>> list(AuditFilter filter, PageRequest page) {
        return KeysetQuery.of("audit", AuditRecord.SELECT)
                .where("tenant_id = ?", CallerContext.current().requireTenantId())
                .where("entity_type = ?", filter.entityType)
                .where("entity_id = ?", filter.entityId)
                .where("actor_id = ?", filter.actorId)
                .where("action = ?", filter.action)
                .where("created_at >= ?", filter.from)
                .where("created_at < ?", filter.to)
                .sorts("-createdAt", SortKey.timestamp("createdAt", "created_at"))
                .fetch(transactions, cursors, page, AuditRecord::of);
    }
}
