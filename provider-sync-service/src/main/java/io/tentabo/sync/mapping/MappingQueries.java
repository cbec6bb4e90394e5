package io.tentabo.sync.mapping;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Mappings as the API shows them. */
@ApplicationScoped
class MappingQueries {

    private static final String SELECT = """
            SELECT m.id, m.connection_id, m.entity_type, m.internal_id, m.external_id, m.internal_hash,
                   m.external_hash, m.external_status, m.external_changed_at, m.last_pushed_at, m.last_pulled_at,
                   m.created_at
            FROM integration_mappings m
            """;

    private final Transactions transactions;
    private final Cursors cursors;

    MappingQueries(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    Uni<Page<MappingView>> list(
            @Nullable UUID connectionId, @Nullable UUID internalId, @Nullable String externalId, PageRequest page) {
        return KeysetQuery.of("mappings", SELECT)
                .where("m.tenant_id = (SELECT current_tenant())")
                .where("m.connection_id = ?", connectionId)
                .where("m.internal_id = ?", internalId)
                .where("m.external_id = ?", externalId)
                .sorts("-createdAt", SortKey.timestamp("createdAt", "m.created_at"))
                .tieBreak("m.id")
                .fetch(transactions, cursors, page, MappingQueries::view);
    }

    private static MappingView view(Row row) {
        return new MappingView(
                row.getUUID("id"),
                row.getUUID("connection_id"),
                row.getString("entity_type"),
                row.getUUID("internal_id"),
                row.getString("external_id"),
                row.getString("internal_hash"),
                row.getString("external_hash"),
                row.getString("external_status"),
                SqlTime.find(row, "external_changed_at"),
                SqlTime.find(row, "last_pushed_at"),
                SqlTime.find(row, "last_pulled_at"),
                SqlTime.get(row, "created_at"));
    }
}
