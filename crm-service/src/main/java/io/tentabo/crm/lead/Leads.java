package io.tentabo.crm.lead;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

/** Registering, finding, editing and moving leads. */
@ApplicationScoped
public class Leads {

    static final String ENTITY = "lead";

    private static final String EXISTS = "SELECT 1 FROM leads WHERE id = $1";

    private final Transactions transactions;
    private final LeadQueries queries;
    private final LeadAssignments assignments;
    private final LeadHistory history;
    private final LeadReopenings reopenings;
    private final MergePatch mergePatch;
    private final Journal journal;
    private final InstantSource clock;

    Leads(
            Transactions transactions,
            LeadQueries queries,
            LeadAssignments assignments,
            LeadHistory history,
            LeadReopenings reopenings,
            MergePatch mergePatch,
            Journal journal,
            InstantSource clock) {
        this.transactions = transactions;
        this.queries = queries;
        this.assignments = assignments;
        this.history = history;
        this.reopenings = reopenings;
        this.mergePatch = mergePatch;
        this.journal = journal;
        this.clock = clock;
    }

    Uni<LeadView> register(NewLead request) {
        return transactions.write(tx -> assignments.complete(tx, request).chain(fields -> {
            Lead lead = Lead.register(tx.caller().requireTenantId(), tx.caller().userId(), fields, clock.instant());
            return tx.session()
                    .persist(lead)
                    .chain(() -> tx.session().flush())
                    .chain(() -> history.begin(tx, lead))
                    .chain(() -> journal.write(
                            tx, AuditEntry.created(ENTITY, lead.id(), lead.fields()), LeadEvents.created(lead)))
                    .replaceWith(lead::view);
        }));
    }

    Uni<Page<LeadSummary>> list(LeadFilter filter, PageRequest page) {
        return queries.page(filter, page);
    }

    Uni<LeadView> get(UUID id) {
        return queries.one(id);
    }

    /** The changes of a lead's status, newest first. */
    Uni<Page<StatusHistoryEntry>> history(UUID id, PageRequest page) {
        return transactions.read(tx -> requireVisible(tx, id)).chain(() -> queries.history(id, page));
    }

    Uni<LeadView> patch(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> lock(tx, id, ifMatch).chain(lead -> {
            LeadFields before = lead.fields();
            LeadFields after = mergePatch.apply(before, patch, LeadFields.class);
            lead.requireChannelKept(after);
            return assignments.check(tx, before, after).chain(() -> update(tx, lead, after, LeadEvents.API));
        }));
    }

    /** Writes an edit with its audit and its event. */
    Uni<LeadView> update(Transaction tx, Lead lead, LeadFields after, String origin) {
        LeadFields before = lead.fields();
        lead.edit(after, clock.instant());
        return tx.session()
                .flush()
                .chain(() -> journal.write(
                        tx,
                        AuditEntry.updated(ENTITY, lead.id(), before, lead.fields()),
                        LeadEvents.updated(lead, origin)))
                .replaceWith(lead::view);
    }

    Uni<LeadView> changeStatus(UUID id, @Nullable String ifMatch, StatusChange change) {
        return transactions.write(tx -> lock(tx, id, ifMatch).chain(lead -> {
            LeadStatus previous = lead.status();
            LeadState before = LeadState.of(lead);
            lead.changeStatus(change.status(), change.reason(), mayReopen(tx.caller()), clock.instant());
            return tx.session()
                    .flush()
                    .chain(() -> history.add(
                            tx, lead, previous, change.reason(), tx.caller().userId()))
                    .chain(() -> previous.isOpen() ? Uni.createFrom().voidItem() : reopenings.opened(tx, lead))
                    .chain(() -> journal.write(
                            tx,
                            AuditEntry.of("lead.status-changed", ENTITY, id, before, LeadState.of(lead)),
                            LeadEvents.statusChanged(lead, previous)))
                    .replaceWith(lead::view);
        }));
    }

    /** Removes a lead with everything that belongs to it. */
    Uni<Void> delete(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> lock(tx, id, ifMatch).chain(lead -> {
            lead.requireNotConverting();
            return tx.session()
                    .remove(lead)
                    .chain(() -> tx.session().flush())
                    .chain(() ->
                            journal.write(tx, AuditEntry.deleted(ENTITY, id, lead.fields()), LeadEvents.deleted(lead)));
        }));
    }

    /**
     * Holds for leads that exist and that the caller sees.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the Uni) 404 for all others
     */
    public Uni<Void> requireVisible(Transaction tx, UUID id) {
        return tx.query(EXISTS, Tuple.of(id))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw LeadProblems.notFound(id);
                    }
                })
                .replaceWithVoid();
    }

    /** The lead, for a change: nobody else changes it until the transaction ends. */
    Uni<Lead> lock(Transaction tx, UUID id, @Nullable String ifMatch) {
        return find(tx, id)
                .onItem()
                .ifNull()
                .failWith(() -> LeadProblems.notFound(id))
                .invoke(lead -> ETags.check(ifMatch, lead.version()));
    }

    /** The lead as {@link #lock} answers it, or null. */
    Uni<Lead> find(Transaction tx, UUID id) {
        return tx.session().find(Lead.class, id, LockMode.PESSIMISTIC_WRITE);
    }

    private static boolean mayReopen(Caller caller) {
        return caller.hasAnyRole("manager", "admin", "owner");
    }
}
