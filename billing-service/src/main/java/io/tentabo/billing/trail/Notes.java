package io.tentabo.billing.trail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
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
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.permission.Permissions;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Notes about orders and contracts. Whoever lists them checks first that what they are about is visible; row-level
 * security hides internal notes from the channel and from customers.
 */
@ApplicationScoped
public class Notes {

    private static final String SELECT = """
            SELECT n.id, n.version, n.content, n.is_internal, n.is_pinned, n.created_by, n.created_at, n.updated_at
            FROM notes n
            """;

    private final Transactions transactions;
    private final Cursors cursors;
    private final MergePatch mergePatch;
    private final Journal journal;
    private final InstantSource clock;

    Notes(Transactions transactions, Cursors cursors, MergePatch mergePatch, Journal journal, InstantSource clock) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.mergePatch = mergePatch;
        this.journal = journal;
        this.clock = clock;
    }

    public Uni<Page<NoteView>> list(Subject subject, UUID subjectId, PageRequest page) {
        return KeysetQuery.of("notes", SELECT)
                .where("n." + subject.column() + " = ?", subjectId)
                .sorts("-createdAt", SortKey.timestamp("createdAt", "n.created_at"))
                .tieBreak("n.id")
                .fetch(transactions, cursors, page, Notes::view);
    }

    /**
     * Adds a note.
     *
     * @param visible fails, in the note's transaction, when the caller does not see what the note is about
     */
    public Uni<NoteView> add(Subject subject, UUID subjectId, NoteFields fields, Supplier<Uni<Void>> visible) {
        return transactions.write(tx -> visible.get().chain(() -> add(tx, subject, subjectId, fields)));
    }

    private Uni<NoteView> add(Transaction tx, Subject subject, UUID subjectId, NoteFields fields) {
        requireStaffForInternal(tx.caller(), fields);
        Caller caller = tx.caller();
        Note note = new Note(caller.requireTenantId(), subject, subjectId, caller.userId(), fields, clock.instant());
        return tx.session()
                .persist(note)
                .chain(() -> tx.session().flush())
                .chain(() -> journal.write(
                        tx,
                        AuditEntry.created(subject.noteEntity(), note.id(), fields),
                        NoteEvents.created(subject, subjectId, note.view())))
                .map(ignored -> note.view());
    }

    public Uni<NoteView> change(Subject subject, UUID subjectId, UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(
                tx -> load(tx, subject, subjectId, id, ifMatch).chain(note -> {
                    NoteFields before = note.fields();
                    NoteFields after = mergePatch.apply(before, patch, NoteFields.class);
                    requireStaffForInternal(tx.caller(), after);
                    note.change(after, clock.instant());
                    return tx.session()
                            .flush()
                            .chain(() -> journal.write(
                                    tx,
                                    AuditEntry.updated(subject.noteEntity(), id, before, after),
                                    NoteEvents.updated(subject, subjectId, note.view())))
                            .map(ignored -> note.view());
                }));
    }

    public Uni<Void> delete(Subject subject, UUID subjectId, UUID id, @Nullable String ifMatch) {
        return transactions.write(
                tx -> load(tx, subject, subjectId, id, ifMatch).chain(note -> tx.session()
                        .remove(note)
                        .chain(() -> tx.session().flush())
                        .chain(() -> journal.write(
                                tx,
                                AuditEntry.deleted(subject.noteEntity(), id, note.fields()),
                                NoteEvents.deleted(subject, subjectId, note.view(), clock.instant())))));
    }

    private static Uni<Note> load(Transaction tx, Subject subject, UUID subjectId, UUID id, @Nullable String ifMatch) {
        return tx.session()
                .find(Note.class, id)
                .map(note -> note != null && note.isAbout(subject, subjectId) ? note : null)
                .onItem()
                .ifNull()
                .failWith(() -> CommonProblems.notFound("note", id))
                .invoke(note -> {
                    if (!note.isBy(tx.caller().userId()) && !manages(tx.caller(), subject)) {
                        throw NoteProblems.notYours();
                    }
                    ETags.check(ifMatch, note.version());
                });
    }

    private static boolean manages(Caller caller, Subject subject) {
        return caller.may(subject == Subject.ORDER ? Permissions.ORDERS_MANAGE : Permissions.CONTRACTS_MANAGE);
    }

    private static void requireStaffForInternal(Caller caller, NoteFields fields) {
        if (fields.internal() && !caller.scope().isStaff()) {
            throw NoteProblems.internalIsForStaff();
        }
    }

    private static NoteView view(Row row) {
        return new NoteView(
                row.getUUID("id"),
                row.getInteger("version"),
                row.getString("content"),
                row.getBoolean("is_internal"),
                row.getBoolean("is_pinned"),
                row.getUUID("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
