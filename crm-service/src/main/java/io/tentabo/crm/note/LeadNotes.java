package io.tentabo.crm.note;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.crm.lead.Leads;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.permission.Permissions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

/** The notes of a lead: visible with it, except that the channel sees no internal ones, and gone with it. */
@ApplicationScoped
class LeadNotes {

    private static final String ENTITY = "note";

    private static final String SELECT = """
            SELECT n.id, n.lead_id, n.content, n.is_internal, n.is_pinned, n.created_by, n.created_at, n.updated_at,
                   n.version
            FROM lead_notes n
            """;
    private static final String ONE = SELECT + "WHERE n.tenant_id = $1 AND n.lead_id = $2 AND n.id = $3";

    private final Transactions transactions;
    private final Cursors cursors;
    private final Leads leads;
    private final MergePatch mergePatch;
    private final Journal journal;
    private final InstantSource clock;

    LeadNotes(
            Transactions transactions,
            Cursors cursors,
            Leads leads,
            MergePatch mergePatch,
            Journal journal,
            InstantSource clock) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.leads = leads;
        this.mergePatch = mergePatch;
        this.journal = journal;
        this.clock = clock;
    }

    Uni<NoteView> write(UUID leadId, NewNote request) {
        return transactions.write(tx -> {
            requireMayWrite(tx.caller(), request.internal());
            return leads.requireVisible(tx, leadId).chain(() -> {
                Caller caller = tx.caller();
                LeadNote note = LeadNote.of(
                        caller.requireTenantId(), leadId, caller.requireUserId(), request.fields(), clock.instant());
                return tx.session()
                        .persist(note)
                        .chain(() -> tx.session().flush())
                        .chain(() -> journal.write(
                                tx,
                                AuditEntry.created(ENTITY, note.id(), note.fields()),
                                LeadNoteEvents.created(note.view())))
                        .replaceWith(note::view);
            });
        });
    }

    Uni<Page<NoteView>> list(UUID leadId, PageRequest page) {
        return transactions.read(tx -> leads.requireVisible(tx, leadId)).chain(() -> KeysetQuery.of(
                        "lead-notes", SELECT)
                .where("n.tenant_id = ?", CallerContext.current().requireTenantId())
                .where("n.lead_id = ?", leadId)
                .sorts("-createdAt", SortKey.timestamp("createdAt", "n.created_at"))
                .tieBreak("n.id")
                .fetch(transactions, cursors, page, LeadNotes::view));
    }

    Uni<NoteView> get(UUID leadId, UUID id) {
        UUID tenantId = CallerContext.current().requireTenantId();
        return transactions.read(ONE, Tuple.of(tenantId, leadId, id)).map(rows -> {
            if (rows.size() == 0) {
                throw NoteProblems.notFound(id);
            }
            return view(rows.iterator().next());
        });
    }

    Uni<NoteView> patch(UUID leadId, UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> lock(tx, leadId, id, ifMatch).chain(note -> {
            NoteFields before = note.fields();
            NoteFields after = mergePatch.apply(before, patch, NoteFields.class);
            requireMayWrite(tx.caller(), after.internal());
            note.edit(after, clock.instant());
            return tx.session()
                    .flush()
                    .chain(() -> journal.write(
                            tx,
                            AuditEntry.updated(ENTITY, id, before, note.fields()),
                            LeadNoteEvents.updated(note.view())))
                    .replaceWith(note::view);
        }));
    }

    Uni<Void> delete(UUID leadId, UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> lock(tx, leadId, id, ifMatch)
                .invoke(note -> requireMayDelete(tx.caller(), note))
                .chain(note -> tx.session()
                        .remove(note)
                        .chain(() -> tx.session().flush())
                        .chain(() -> journal.write(
                                tx,
                                AuditEntry.deleted(ENTITY, id, note.fields()),
                                LeadNoteEvents.deleted(note.view(), clock.instant())))));
    }

    private static void requireMayDelete(Caller caller, LeadNote note) {
        if (!note.isBy(caller.requireUserId()) && !caller.may(Permissions.LEADS_DELETE)) {
            throw NoteProblems.othersNote();
        }
    }

    private static Uni<LeadNote> lock(Transaction tx, UUID leadId, UUID id, @Nullable String ifMatch) {
        return tx.session().find(LeadNote.class, id, LockMode.PESSIMISTIC_WRITE).invoke(note -> {
            if (note == null || !note.belongsTo(leadId)) {
                throw NoteProblems.notFound(id);
            }
            if (tx.caller().scope().isChannel() && !note.isBy(tx.caller().requireUserId())) {
                throw NoteProblems.notTheAuthor();
            }
            ETags.check(ifMatch, note.version());
        });
    }

    /** The database refuses the row as well; here it is refused in words. */
    private static void requireMayWrite(Caller caller, boolean internal) {
        if (internal && caller.scope().isChannel()) {
            throw NoteProblems.internalNotAllowed();
        }
    }

    private static NoteView view(Row row) {
        return new NoteView(
                row.getUUID(0),
                row.getUUID(1),
                row.getString(2),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getUUID(5),
                row.getOffsetDateTime(6).toInstant(),
                row.getOffsetDateTime(7).toInstant(),
                row.getInteger(8));
    }
}
