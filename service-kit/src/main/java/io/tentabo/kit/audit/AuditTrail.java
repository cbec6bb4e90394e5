package io.tentabo.kit.audit;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Reads this service's audit records of the caller's tenant; a caller who does not see the whole tenant sees none. */
@ApplicationScoped
public class AuditTrail {

    private final String service;
    private final Transactions transactions;
    private final Cursors cursors;

    AuditTrail(@ConfigProperty(name = "tentabo.service") String service, Transactions transactions, Cursors cursors) {
        this.service = service;
        this.transactions = transactions;
        this.cursors = cursors;
    }

    /** A page of them, the newest first unless the request says otherwise. */
    public Uni<Page<AuditRecord>> list(AuditFilter filter, PageRequest page) {
        KeysetQuery query = KeysetQuery.of("audit", AuditRecord.SELECT)
                .where("tenant_id = ?", CallerContext.current().requireTenantId())
                .where("entity_type = ?", filter.entityType)
                .where("entity_id = ?", filter.entityId)
                .where("actor_id = ?", filter.actorId)
                .where("action = ?", filter.action)
                .where("created_at >= ?", filter.from)
                .where("created_at < ?", filter.to);
        narrow(query, "<", filter.before);
        narrow(query, ">", filter.after);
        return query.sorts("-createdAt", SortKey.timestamp("createdAt", "created_at"))
                .fetch(transactions, cursors, page, row -> AuditRecord.of(service, row));
    }

    /** The time alone follows from the position, but only by it are partitions left out. */
    private static void narrow(KeysetQuery query, String comparison, @Nullable AuditPosition position) {
        if (position != null) {
            var time = SqlTime.of(position.createdAt());
            query.where("created_at " + comparison + "= ?", time)
                    .whereAll("(created_at, id) " + comparison + " (?, ?)", List.of(time, position.id()));
        }
    }
}
