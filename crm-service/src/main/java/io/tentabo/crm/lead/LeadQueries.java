package io.tentabo.crm.lead;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads leads straight into records. */
@ApplicationScoped
class LeadQueries {

    private static final String SUMMARIES = """
            SELECT l.id, l.title, l.organization, l.contact_name, l.value, l.currency, l.status, l.probability,
                   l.expected_close_date, l.owner_id, l.partner_id, l.distributor_id, l.converted_order_id,
                   l.created_at, l.updated_at, l.version
            FROM leads l
            """;
    private static final String LEAD = """
            SELECT id, title, organization, organization_domain, registration_number, contact_name, contact_email,
                   contact_phone, value, currency, status, probability, expected_close_date, source, owner_id,
                   partner_id, distributor_id, lost_reason,
                   conversion_started_at IS NOT NULL AND converted_order_id IS NULL,
                   converted_order_id, converted_at, created_by, created_at, updated_at, version,
                   provider_name, provider_id, last_sync_at, sync_status, sync_error
            FROM leads
            WHERE id = $1
            """;
    private static final String HISTORY = """
            SELECT h.id, h.old_status, h.new_status, h.reason, h.changed_by, h.changed_at
            FROM lead_status_history h
            """;
    private static final String MATCHES = "l.id IN (SELECT hit.lead_id FROM search_leads(?, 1000) hit)";

    /**
     * Row-level security says the same and is what protects; said here once more, in the shape of an index, it is also
     * what makes a channel's list fast in a tenant of a million leads.
     */
    private static final String OF_DISTRIBUTOR = """
            (l.distributor_id = ? OR l.partner_id = ANY (ARRAY(
                SELECT link.partner_id FROM channel_links link
                WHERE link.tenant_id = (SELECT current_tenant()) AND link.distributor_id = ? AND link.is_active)))
            """;

    private final Transactions transactions;
    private final Cursors cursors;

    LeadQueries(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    Uni<Page<LeadSummary>> page(LeadFilter filter, PageRequest page) {
        return list(filter, CallerContext.current()).fetch(transactions, cursors, page, LeadQueries::summary);
    }

    static KeysetQuery list(LeadFilter filter, Caller caller) {
        KeysetQuery query = KeysetQuery.of("leads", SUMMARIES)
                .where("l.status = ?", filter.status == null ? null : filter.status.name())
                .where("l.owner_id = ?", filter.ownerId)
                .where("l.partner_id = ?", filter.partnerId)
                .where("l.distributor_id = ?", filter.distributorId)
                .where("l.created_at >= ?", filter.createdFrom)
                .where("l.created_at < ?", filter.createdTo)
                .where(MATCHES, filter.q)
                .sorts(
                        "-createdAt",
                        SortKey.timestamp("createdAt", "l.created_at"),
                        SortKey.timestamp("updatedAt", "l.updated_at"),
                        SortKey.integer("value", "l.value_order"),
                        SortKey.date("expectedCloseDate", "l.close_order"),
                        SortKey.text("title", "l.title"))
                .tieBreak("l.id");
        return switch (caller.scope()) {
            case ASSIGNED -> query.where("l.owner_id = ?", caller.userId());
            case PARTNER -> query.where("l.partner_id = ?", caller.partnerId());
            case DISTRIBUTOR -> query.where(OF_DISTRIBUTOR, caller.distributorId());
            case TENANT, CUSTOMER, NONE -> query;
        };
    }

    Uni<LeadView> one(UUID id) {
        return transactions.read(LEAD, Tuple.of(id)).map(rows -> {
            var row = rows.iterator();
            if (!row.hasNext()) {
                throw LeadProblems.notFound(id);
            }
            return view(row.next());
        });
    }

    Uni<Page<StatusHistoryEntry>> history(UUID leadId, PageRequest page) {
        return KeysetQuery.of("lead-history", HISTORY)
                .where("h.tenant_id = ?", CallerContext.current().requireTenantId())
                .where("h.lead_id = ?", leadId)
                .sorts("-changedAt", SortKey.timestamp("changedAt", "h.changed_at"))
                .tieBreak("h.id")
                .fetch(transactions, cursors, page, LeadQueries::historyEntry);
    }

    private static LeadSummary summary(Row row) {
        return new LeadSummary(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getBigDecimal(4),
                row.getString(5),
                LeadStatus.valueOf(row.getString(6)),
                row.getInteger(7),
                row.getLocalDate(8),
                row.getUUID(9),
                row.getUUID(10),
                row.getUUID(11),
                row.getUUID(12),
                row.getOffsetDateTime(13).toInstant(),
                row.getOffsetDateTime(14).toInstant(),
                row.getInteger(15));
    }

    private static LeadView view(Row row) {
        return new LeadView(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getBigDecimal(8),
                row.getString(9),
                LeadStatus.valueOf(row.getString(10)),
                row.getInteger(11),
                row.getLocalDate(12),
                row.getString(13),
                row.getUUID(14),
                row.getUUID(15),
                row.getUUID(16),
                row.getString(17),
                row.getBoolean(18),
                row.getUUID(19),
                SqlTime.find(row, 20),
                sync(row),
                row.getUUID(21),
                row.getOffsetDateTime(22).toInstant(),
                row.getOffsetDateTime(23).toInstant(),
                row.getInteger(24));
    }

    private static @Nullable LeadSync sync(Row row) {
        String provider = row.getString(25);
        return provider == null
                ? null
                : new LeadSync(
                        provider, row.getString(26), SqlTime.find(row, 27), row.getString(28), row.getString(29));
    }

    private static StatusHistoryEntry historyEntry(Row row) {
        String oldStatus = row.getString(1);
        return new StatusHistoryEntry(
                row.getUUID(0),
                oldStatus == null ? null : LeadStatus.valueOf(oldStatus),
                LeadStatus.valueOf(row.getString(2)),
                row.getString(3),
                row.getUUID(4),
                row.getOffsetDateTime(5).toInstant());
    }
}
