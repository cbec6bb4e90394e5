package io.tentabo.crm.customer;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Reads customers straight into records. */
@ApplicationScoped
class CustomerQueries {

    /** Inserts nothing when the account number is taken, so that another one can be tried in the same transaction. */
    static final String INSERT = """
            INSERT INTO customers (id, tenant_id, account_number, company_name, trade_name, status, tier,
                                   license_number, license_state, license_expiry, payment_terms, credit_limit,
                                   credit_currency, billing_address, shipping_address, owner_id, partner_id, notes,
                                   created_by, created_at, updated_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
            ON CONFLICT ON CONSTRAINT uq_customers_account_number DO NOTHING
            """;

    private static final String SUMMARIES = """
            SELECT c.id, c.account_number, c.company_name, c.trade_name, c.status, c.tier, c.credit_limit,
                   c.credit_currency, c.owner_id, c.partner_id, c.created_at, c.updated_at, c.version
            FROM customers c
            """;
    private static final String CUSTOMER = """
            SELECT id, account_number, company_name, trade_name, status, status_reason, tier, license_number,
                   license_state, license_expiry, payment_terms, credit_limit, credit_currency, billing_address,
                   shipping_address, owner_id, partner_id, notes, created_by, created_at, updated_at, version
            FROM customers
            WHERE id = $1
            """;
    private static final String MATCHES = "c.id IN (SELECT hit.customer_id FROM search_customers(?, 1000) hit)";

    /** Row-level security says the same and is what protects; in the shape of an index it is also fast. */
    private static final String OF_DISTRIBUTOR = """
            c.partner_id = ANY (ARRAY(
                SELECT link.partner_id FROM channel_links link
                WHERE link.tenant_id = (SELECT current_tenant()) AND link.distributor_id = ? AND link.is_active))
            """;

    private final Transactions transactions;
    private final Cursors cursors;

    CustomerQueries(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    Uni<Page<CustomerSummary>> page(CustomerFilter filter, PageRequest page) {
        return list(filter, CallerContext.current()).fetch(transactions, cursors, page, CustomerQueries::summary);
    }

    static KeysetQuery list(CustomerFilter filter, Caller caller) {
        KeysetQuery query = KeysetQuery.of("customers", SUMMARIES)
                .where("c.status = ?", filter.status == null ? null : filter.status.name())
                .where("c.tier = ?", filter.tier)
                .where("c.owner_id = ?", filter.ownerId)
                .where("c.partner_id = ?", filter.partnerId)
                .where(MATCHES, filter.q)
                .sorts(
                        "-createdAt",
                        SortKey.timestamp("createdAt", "c.created_at"),
                        SortKey.timestamp("updatedAt", "c.updated_at"),
                        SortKey.text("companyName", "c.company_name"),
                        SortKey.text("accountNumber", "c.account_number"))
                .tieBreak("c.id");
        return switch (caller.scope()) {
            case ASSIGNED -> query.where("c.owner_id = ?", caller.userId());
            case PARTNER -> query.where("c.partner_id = ?", caller.partnerId());
            case DISTRIBUTOR -> query.where(OF_DISTRIBUTOR, caller.distributorId());
            case CUSTOMER -> query.where("c.id = ?", caller.customerId());
            case TENANT, NONE -> query;
        };
    }

    Uni<CustomerView> one(UUID id) {
        boolean staff = CallerContext.current().scope().isStaff();
        return transactions.read(CUSTOMER, Tuple.of(id)).map(rows -> {
            var row = rows.iterator();
            if (!row.hasNext()) {
                throw CustomerProblems.notFound(id);
            }
            return view(row.next(), staff);
        });
    }

    private static CustomerSummary summary(Row row) {
        return new CustomerSummary(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                CustomerStatus.valueOf(row.getString(4)),
                row.getString(5),
                row.getBigDecimal(6),
                row.getString(7),
                row.getUUID(8),
                row.getUUID(9),
                row.getOffsetDateTime(10).toInstant(),
                row.getOffsetDateTime(11).toInstant(),
                row.getInteger(12));
    }

    private static CustomerView view(Row row, boolean withInternals) {
        return new CustomerView(
                row.getUUID(0),
                row.getString(1),
                row.getString(2),
                row.getString(3),
                CustomerStatus.valueOf(row.getString(4)),
                withInternals ? row.getString(5) : null,
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getLocalDate(9),
                row.getString(10),
                row.getBigDecimal(11),
                row.getString(12),
                Address.of(row.getJsonObject(13)),
                Address.of(row.getJsonObject(14)),
                row.getUUID(15),
                row.getUUID(16),
                withInternals ? row.getString(17) : null,
                row.getUUID(18),
                row.getOffsetDateTime(19).toInstant(),
                row.getOffsetDateTime(20).toInstant(),
                row.getInteger(21));
    }
}
