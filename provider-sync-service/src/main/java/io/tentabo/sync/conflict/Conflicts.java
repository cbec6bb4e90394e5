package io.tentabo.sync.conflict;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ProblemType;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.sync.conflict.ConflictResolution.Choice;
import io.tentabo.sync.mapping.LeadMapping;
import io.tentabo.sync.mapping.LeadMappings;
import io.tentabo.sync.mapping.Reconciliation;
import io.tentabo.sync.provider.LeadField;
import io.tentabo.sync.queue.SyncQueue;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules of conflicts. */
@ApplicationScoped
class Conflicts {

    static final ProblemType ALREADY_RESOLVED =
            new ProblemType("conflict.already-resolved", Status.CONFLICT, "The conflict is resolved already");

    private static final String SELECT = """
            SELECT f.id, m.connection_id, c.provider_name, f.mapping_id, m.entity_type, m.internal_id, m.external_id,
                   f.field, f.internal_value, f.external_value, f.detected_at, f.resolution, f.resolved_by, f.resolved_at,
                   f.version
            FROM sync_conflicts f
            JOIN integration_mappings m ON m.tenant_id = f.tenant_id AND m.id = f.mapping_id
            JOIN provider_connections c ON c.tenant_id = m.tenant_id AND c.id = m.connection_id
            """;
    private static final String ONE = SELECT + "WHERE f.tenant_id = (SELECT current_tenant()) AND f.id = $1";
    private static final String RESOLVE = """
            UPDATE sync_conflicts
            SET resolution = $2, resolved_by = $3, resolved_at = now(), version = version + 1
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND resolution = 'OPEN' AND version = $4
            """;

    private final Transactions transactions;
    private final Cursors cursors;
    private final LeadMappings mappings;
    private final Reconciliation reconciliation;
    private final SyncQueue queue;
    private final Journal journal;

    Conflicts(
            Transactions transactions,
            Cursors cursors,
            LeadMappings mappings,
            Reconciliation reconciliation,
            SyncQueue queue,
            Journal journal) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.mappings = mappings;
        this.reconciliation = reconciliation;
        this.queue = queue;
        this.journal = journal;
    }

    Uni<Page<ConflictView>> list(@Nullable UUID connectionId, @Nullable String resolution, PageRequest page) {
        return KeysetQuery.of("conflicts", SELECT)
                .where("f.tenant_id = (SELECT current_tenant())")
                .where("m.connection_id = ?", connectionId)
                .where("f.resolution = ?", resolution)
                .sorts("-detectedAt", SortKey.timestamp("detectedAt", "f.detected_at"))
                .tieBreak("f.id")
                .fetch(transactions, cursors, page, Conflicts::view);
    }

    Uni<ConflictView> get(UUID id) {
        return transactions.read(ONE, Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                throw CommonProblems.notFound("conflict", id);
            }
            return view(rows.iterator().next());
        });
    }

    /**
     * Decides a conflict and lets the chosen value move.
     *
     * @throws HttpProblem 409 when it was decided already
     */
    Uni<ConflictView> resolve(UUID id, @Nullable String ifMatch, Choice choice) {
        return transactions.write(tx -> tx.query(ONE, Tuple.of(id)).chain(rows -> {
            if (rows.size() == 0) {
                throw CommonProblems.notFound("conflict", id);
            }
            Row row = rows.iterator().next();
            ConflictView conflict = view(row);
            ETags.check(ifMatch, conflict.version());
            String provider = row.getString("provider_name");
            // The mapping's row is locked first, as pushes and pulls lock it.
            return mappings.find(tx, conflict.mappingId())
                    .chain(mapping -> close(tx, conflict, choice)
                            .chain(() -> move(tx, provider, mapping.orElseThrow(), conflict, choice)))
                    .chain(() -> journal.write(
                            tx,
                            AuditEntry.of(
                                    "conflict.resolved",
                                    "conflict",
                                    id,
                                    Map.of("resolution", conflict.resolution()),
                                    Map.of("resolution", choice))))
                    .chain(() -> get(id));
        }));
    }

    private Uni<Void> close(Transaction tx, ConflictView conflict, Choice choice) {
        return tx.update(
                        RESOLVE,
                        Tuple.of(conflict.id(), choice.name(), tx.caller().userId(), conflict.version()))
                .map(count -> {
                    if (count == 0) {
                        throw ALREADY_RESOLVED.with("Read the conflict again.");
                    }
                    return null;
                });
    }

    private Uni<Void> move(Transaction tx, String provider, LeadMapping mapping, ConflictView conflict, Choice choice) {
        LeadField field = LeadField.named(conflict.field()).orElseThrow();
        return switch (choice) {
            case INTERNAL ->
                reconciliation.decidedForInternal(tx, mapping, field).chain(() -> queue.wake(tx, mapping.leadId()));
            case EXTERNAL -> reconciliation.decidedForExternal(tx, provider, mapping, field);
            case MANUAL -> Uni.createFrom().voidItem();
        };
    }

    private static ConflictView view(Row row) {
        return new ConflictView(
                row.getUUID("id"),
                row.getUUID("connection_id"),
                row.getUUID("mapping_id"),
                row.getString("entity_type"),
                row.getUUID("internal_id"),
                row.getString("external_id"),
                row.getString("field"),
                row.getString("internal_value"),
                row.getString("external_value"),
                SqlTime.get(row, "detected_at"),
                row.getString("resolution"),
                row.getUUID("resolved_by"),
                SqlTime.find(row, "resolved_at"),
                row.getInteger("version"));
    }
}
