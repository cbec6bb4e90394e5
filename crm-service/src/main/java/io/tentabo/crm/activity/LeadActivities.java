package io.tentabo.crm.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.crm.directory.UserDirectory;
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
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.UUID;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

/** The activities of a lead: visible with it, and gone with it. */
@ApplicationScoped
class LeadActivities {

    private static final String ENTITY = "activity";

    private static final String SELECT = """
            SELECT a.id, a.lead_id, a.type, a.title, a.description, a.status, a.priority, a.due_at, a.completed_at,
                   a.duration_minutes, a.outcome, a.owner_id, a.created_at, a.updated_at, a.version
            FROM lead_activities a
            """;
    private static final String ONE = SELECT + "WHERE a.tenant_id = $1 AND a.lead_id = $2 AND a.id = $3";

    private final Transactions transactions;
    private final Cursors cursors;
    private final Leads leads;
    private final UserDirectory users;
    private final MergePatch mergePatch;
    private final Journal journal;
    private final InstantSource clock;

    LeadActivities(
            Transactions transactions,
            Cursors cursors,
            Leads leads,
            UserDirectory users,
            MergePatch mergePatch,
            Journal journal,
            InstantSource clock) {
        this.transactions = transactions;
        this.cursors = cursors;
        this.leads = leads;
        this.users = users;
        this.mergePatch = mergePatch;
        this.journal = journal;
        this.clock = clock;
    }

    Uni<ActivityView> add(UUID leadId, NewActivity request) {
        return transactions.write(tx -> {
            ActivityFields fields = request.fields(tx.caller().requireUserId());
            return leads.requireVisible(tx, leadId)
                    .chain(() -> requireOwner(tx, fields.ownerId()))
                    .chain(() -> {
                        LeadActivity activity =
                                LeadActivity.of(tx.caller().requireTenantId(), leadId, fields, clock.instant());
                        return tx.session()
                                .persist(activity)
                                .chain(() -> tx.session().flush())
                                .chain(() -> journal.write(
                                        tx,
                                        AuditEntry.created(ENTITY, activity.id(), activity.fields()),
                                        LeadActivityEvents.created(activity.view())))
                                .replaceWith(activity::view);
                    });
        });
    }

    Uni<Page<ActivityView>> list(UUID leadId, PageRequest page) {
        return transactions.read(tx -> leads.requireVisible(tx, leadId)).chain(() -> KeysetQuery.of(
                        "lead-activities", SELECT)
                .where("a.tenant_id = ?", CallerContext.current().requireTenantId())
                .where("a.lead_id = ?", leadId)
                .sorts("-createdAt", SortKey.timestamp("createdAt", "a.created_at"))
                .tieBreak("a.id")
                .fetch(transactions, cursors, page, LeadActivities::view));
    }

    Uni<ActivityView> get(UUID leadId, UUID id) {
        UUID tenantId = CallerContext.current().requireTenantId();
        return transactions.read(ONE, Tuple.of(tenantId, leadId, id)).map(rows -> {
            if (rows.size() == 0) {
                throw ActivityProblems.notFound(id);
            }
            return view(rows.iterator().next());
        });
    }

    Uni<ActivityView> patch(UUID leadId, UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> lock(tx, leadId, id, ifMatch).chain(activity -> {
            ActivityFields before = activity.fields();
            ActivityFields after = mergePatch.apply(before, patch, ActivityFields.class);
            Uni<Void> ownerIsKnown = before.ownerId().equals(after.ownerId())
                    ? Uni.createFrom().voidItem()
                    : requireOwner(tx, after.ownerId());
            return ownerIsKnown
                    .chain(() -> {
                        activity.edit(after, clock.instant());
                        return tx.session().flush();
                    })
                    .chain(() -> journal.write(
                            tx,
                            AuditEntry.updated(ENTITY, id, before, activity.fields()),
                            LeadActivityEvents.updated(activity.view())))
                    .replaceWith(activity::view);
        }));
    }

    Uni<Void> delete(UUID leadId, UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> lock(tx, leadId, id, ifMatch).chain(activity -> tx.session()
                .remove(activity)
                .chain(() -> tx.session().flush())
                .chain(() -> journal.write(
                        tx,
                        AuditEntry.deleted(ENTITY, id, activity.fields()),
                        LeadActivityEvents.deleted(activity.view(), clock.instant())))));
    }

    private static Uni<LeadActivity> lock(Transaction tx, UUID leadId, UUID id, @Nullable String ifMatch) {
        return tx.session()
                .find(LeadActivity.class, id, LockMode.PESSIMISTIC_WRITE)
                .invoke(activity -> {
                    if (activity == null || !activity.belongsTo(leadId)) {
                        throw ActivityProblems.notFound(id);
                    }
                    ETags.check(ifMatch, activity.version());
                });
    }

    private Uni<Void> requireOwner(Transaction tx, UUID owner) {
        if (owner.equals(tx.caller().userId())) {
            return Uni.createFrom().voidItem();
        }
        return users.isActive(tx, owner)
                .invoke(active -> {
                    if (!active) {
                        throw ActivityProblems.unknownOwner(owner);
                    }
                })
                .replaceWithVoid();
    }

    private static ActivityView view(Row row) {
        return new ActivityView(
                row.getUUID(0),
                row.getUUID(1),
                ActivityType.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                ActivityStatus.valueOf(row.getString(5)),
                ActivityPriority.valueOf(row.getString(6)),
                SqlTime.find(row, 7),
                SqlTime.find(row, 8),
                row.getInteger(9),
                row.getString(10),
                row.getUUID(11),
                row.getOffsetDateTime(12).toInstant(),
                row.getOffsetDateTime(13).toInstant(),
                row.getInteger(14));
    }
}
