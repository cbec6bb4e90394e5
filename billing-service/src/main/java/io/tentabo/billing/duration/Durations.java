package io.tentabo.billing.duration;

import static io.tentabo.kit.problem.ConstraintViolations.violates;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.billing.pricing.Term;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The durations that a tenant sells subscriptions for. */
@ApplicationScoped
public class Durations {

    private static final String ENTITY = "duration";

    private static final String SELECT = """
            SELECT d.id, d.version, d.months, d.discount_percentage, d.name
            FROM durations d
            """;

    private final Transactions transactions;
    private final Cursors cursors;
    private final MergePatch mergePatch;
    private final Journal journal;

    Durations(Transactions transactions, Cursors cursors, MergePatch mergePatch, Journal journal) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.mergePatch = mergePatch;
        this.journal = journal;
    }

    Uni<Page<DurationView>> list(PageRequest page) {
        return KeysetQuery.of("durations", SELECT)
                .sorts("months", SortKey.integer("months", "d.months"))
                .tieBreak("d.id")
                .fetch(transactions, cursors, page, Durations::view);
    }

    Uni<DurationView> get(UUID id) {
        return transactions.read(SELECT + "WHERE d.id = $1", Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return view(row);
            }
            throw CommonProblems.notFound(ENTITY, id);
        });
    }

    Uni<DurationView> create(DurationFields fields) {
        return transactions.write(tx -> {
            Duration duration = new Duration(tx.caller().requireTenantId(), fields);
            return tx.session()
                    .persist(duration)
                    .chain(() -> tx.session().flush())
                    .onFailure(violates("uq_durations_months"))
                    .transform(failure -> DurationProblems.monthsTaken(fields.months()))
                    .chain(() -> journal.write(tx, AuditEntry.created(ENTITY, duration.id(), fields)))
                    .map(ignored -> duration.view());
        });
    }

    Uni<DurationView> change(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> load(tx, id, ifMatch).chain(duration -> {
            DurationFields before = duration.fields();
            DurationFields after = mergePatch.apply(before, patch, DurationFields.class);
            duration.change(after);
            return tx.session()
                    .flush()
                    .onFailure(violates("uq_durations_months"))
                    .transform(failure -> DurationProblems.monthsTaken(after.months()))
                    .chain(() -> journal.write(tx, AuditEntry.updated(ENTITY, id, before, after)))
                    .map(ignored -> duration.view());
        }));
    }

    Uni<Void> delete(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> load(tx, id, ifMatch).chain(duration -> tx.session()
                .remove(duration)
                .chain(() -> tx.session().flush())
                .onFailure(violates("fk_order_items_duration"))
                .transform(failure -> DurationProblems.ordered(id))
                .chain(() -> journal.write(tx, AuditEntry.deleted(ENTITY, id, duration.fields())))));
    }

    /** Durations by id, in one statement; those that do not exist are left out. */
    public Uni<Map<UUID, SoldDuration>> sold(Transaction tx, Collection<UUID> ids) {
        return tx.query(SELECT + "WHERE d.id = ANY ($1)", Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, SoldDuration> durations = new HashMap<>();
                    for (Row row : rows) {
                        UUID id = row.getUUID("id");
                        Term term = new Term(row.getInteger("months"), row.getBigDecimal("discount_percentage"));
                        durations.put(id, new SoldDuration(id, term));
                    }
                    return durations;
                });
    }

    private static Uni<Duration> load(Transaction tx, UUID id, @Nullable String ifMatch) {
        return tx.session()
                .find(Duration.class, id)
                .onItem()
                .ifNull()
                .failWith(() -> CommonProblems.notFound(ENTITY, id))
                .invoke(duration -> ETags.check(ifMatch, duration.version()));
    }

    private static DurationView view(Row row) {
        return new DurationView(
                row.getUUID("id"),
                row.getInteger("version"),
                row.getInteger("months"),
                row.getBigDecimal("discount_percentage"),
                row.getString("name"));
    }
}
