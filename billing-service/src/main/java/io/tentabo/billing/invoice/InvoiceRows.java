package io.tentabo.billing.invoice;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.money.Money;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How invoices and their lines are read and written. */
final class InvoiceRows {

    static final String ENTITY = "invoice";

    static final String SELECT_SUMMARY = """
            SELECT i.id, i.invoice_number, i.status, i.version, i.order_id, i.contract_id, i.credit_note_of,
                   i.period_start, i.period_end, i.partner_id, i.distributor_id, i.customer_id, i.invoice_date,
                   i.due_date, i.paid_date, i.currency, i.total_amount, i.paid_amount, i.balance_due, i.created_at
            FROM invoices i
            """;

    static final String SELECT = """
            SELECT i.id, i.invoice_number, i.status, i.version, i.order_id, i.contract_id, i.credit_note_of,
                   i.period_start, i.period_end, i.partner_id, i.distributor_id, i.customer_id, i.invoice_date,
                   i.due_date, i.paid_date, i.currency, i.subtotal, i.discount_amount, i.tax_amount, i.total_amount,
                   i.paid_amount, i.credited_amount, i.balance_due, i.reason, i.created_by, i.created_at, i.sent_at,
                   i.viewed_at, i.cancelled_at
            FROM invoices i
            WHERE i.id = $1
            """;

    /** A number that is taken inserts nothing, so that the transaction lives on to try another. */
    static final String INSERT = """
            INSERT INTO invoices (id, tenant_id, invoice_number, contract_id, order_id, period_start, period_end,
                                  status, created_by, partner_id, distributor_id, customer_id, invoice_date, due_date,
                                  currency, subtotal, discount_amount, tax_amount, total_amount, credit_note_of,
                                  reason, created_at, sent_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                    $22, $23, $24)
            ON CONFLICT ON CONSTRAINT uq_invoices_number DO NOTHING
            """;

    /** The invoice that bills an order itself, rather than a contract's period, unless it was taken back in full. */
    static final String LIVE_OF_ORDER = """
            SELECT
            FROM invoices i
            WHERE i.tenant_id = $1 AND i.order_id = $2 AND i.contract_id IS NULL AND i.credit_note_of IS NULL
              AND i.status <> 'CANCELLED' AND (i.credited_amount < i.total_amount OR i.total_amount = 0)
            """;

    private static final String LAST_SETTLEMENT = """
            SELECT greatest(
                (SELECT max(p.payment_date)
                 FROM payments p
                 WHERE p.tenant_id = $1 AND p.invoice_id = $2 AND p.status = 'COMPLETED'),
                (SELECT max(note.invoice_date)
                 FROM invoices note
                 WHERE note.tenant_id = $1 AND note.credit_note_of = $2))
            """;

    private static final String SELECT_LINES = """
            SELECT l.id, l.line_number, l.product_id, l.product_sku, l.description, l.unit, l.quantity, l.unit_price,
                   l.discount_percentage, l.periods, l.subtotal, l.discount_amount, l.tax_amount, l.total
            FROM invoice_lines l
            WHERE l.tenant_id = $1 AND l.invoice_id = $2
            ORDER BY l.line_number
            """;

    private static final String INSERT_LINE = """
            INSERT INTO invoice_lines (tenant_id, invoice_id, id, line_number, product_id, product_sku, description,
                                       unit, quantity, unit_price, discount_percentage, periods, subtotal,
                                       discount_amount, tax_amount, total)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """;

    private InvoiceRows() {}

    /**
     * Loads an invoice to change it, and keeps others from changing it until the transaction ends.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 for those who do not see the whole tenant, 404 when there
     *     is no such invoice, 412 when it is not the version that the caller saw
     */
    static Uni<Invoice> lock(Transaction tx, UUID id, @Nullable String ifMatch) {
        requireStaff(tx);
        return tx.session()
                .find(Invoice.class, id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> CommonProblems.notFound(ENTITY, id))
                .invoke(invoice -> ETags.check(ifMatch, invoice.version()));
    }

    /**
     * The latest day on which something was paid that has not been refunded, or was credited; null when nothing was.
     */
    static Uni<@Nullable LocalDate> lastSettlement(Transaction tx, UUID id) {
        return tx.query(LAST_SETTLEMENT, Tuple.of(tx.caller().requireTenantId(), id))
                .map(rows -> rows.iterator().next().getLocalDate(0));
    }

    /** Says clearly what row-level security would refuse anyway. */
    static void requireStaff(Transaction tx) {
        if (tx.caller().scope() != RowScope.TENANT) {
            throw InvoiceProblems.staffOnly();
        }
    }

    static Uni<Void> insertLines(Transaction tx, UUID invoiceId, List<InvoiceLine> lines) {
        UUID tenantId = tx.caller().requireTenantId();
        return tx.batch(
                INSERT_LINE,
                lines.stream().map(line -> row(tenantId, invoiceId, line)).toList());
    }

    /** The rows of an invoice's lines, for {@link #view}. */
    static Uni<RowSet<Row>> lineRows(Transaction tx, UUID invoiceId) {
        return tx.query(SELECT_LINES, Tuple.of(tx.caller().requireTenantId(), invoiceId));
    }

    private static Tuple row(UUID tenantId, UUID invoiceId, InvoiceLine line) {
        return Tuple.from(Arrays.asList(
                tenantId,
                invoiceId,
                line.id(),
                line.lineNumber(),
                line.productId(),
                line.productSku(),
                line.description(),
                line.unit(),
                line.quantity(),
                line.unitPrice(),
                line.discountPercentage(),
                line.periods(),
                line.subtotal(),
                line.discountAmount(),
                line.taxAmount(),
                line.total()));
    }

    static InvoiceSummary summary(Row row, LocalDate today) {
        Currency currency = Money.currency(row.getString("currency"));
        return new InvoiceSummary(
                row.getUUID("id"),
                row.getString("invoice_number"),
                InvoiceStatus.valueOf(row.getString("status")),
                isOverdue(row, today),
                row.getInteger("version"),
                row.getUUID("order_id"),
                row.getUUID("contract_id"),
                row.getUUID("credit_note_of"),
                row.getLocalDate("period_start"),
                row.getLocalDate("period_end"),
                row.getUUID("partner_id"),
                row.getUUID("distributor_id"),
                row.getUUID("customer_id"),
                row.getLocalDate("invoice_date"),
                row.getLocalDate("due_date"),
                row.getLocalDate("paid_date"),
                currency.getCurrencyCode(),
                amount(row, "total_amount", currency),
                amount(row, "paid_amount", currency),
                amount(row, "balance_due", currency),
                row.getOffsetDateTime("created_at").toInstant());
    }

    static InvoiceView view(Row row, RowSet<Row> lines, LocalDate today) {
        Currency currency = Money.currency(row.getString("currency"));
        return new InvoiceView(
                row.getUUID("id"),
                row.getString("invoice_number"),
                InvoiceStatus.valueOf(row.getString("status")),
                isOverdue(row, today),
                row.getInteger("version"),
                row.getUUID("order_id"),
                row.getUUID("contract_id"),
                row.getUUID("credit_note_of"),
                row.getLocalDate("period_start"),
                row.getLocalDate("period_end"),
                row.getUUID("partner_id"),
                row.getUUID("distributor_id"),
                row.getUUID("customer_id"),
                row.getLocalDate("invoice_date"),
                row.getLocalDate("due_date"),
                row.getLocalDate("paid_date"),
                currency.getCurrencyCode(),
                amount(row, "subtotal", currency),
                amount(row, "discount_amount", currency),
                amount(row, "tax_amount", currency),
                amount(row, "total_amount", currency),
                amount(row, "paid_amount", currency),
                amount(row, "credited_amount", currency),
                amount(row, "balance_due", currency),
                row.getString("reason"),
                row.getUUID("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                SqlTime.find(row, "sent_at"),
                SqlTime.find(row, "viewed_at"),
                SqlTime.find(row, "cancelled_at"),
                lines(lines, currency));
    }

    private static List<InvoiceLine> lines(RowSet<Row> rows, Currency currency) {
        List<InvoiceLine> lines = new ArrayList<>(rows.size());
        for (Row row : rows) {
            lines.add(new InvoiceLine(
                    row.getUUID("id"),
                    row.getInteger("line_number"),
                    row.getUUID("product_id"),
                    row.getString("product_sku"),
                    row.getString("description"),
                    row.getString("unit"),
                    row.getInteger("quantity"),
                    row.getBigDecimal("unit_price"),
                    row.getBigDecimal("discount_percentage"),
                    row.getInteger("periods"),
                    amount(row, "subtotal", currency),
                    amount(row, "discount_amount", currency),
                    amount(row, "tax_amount", currency),
                    amount(row, "total", currency)));
        }
        return lines;
    }

    /** The same condition as the filter's in {@link InvoiceFilter}. */
    private static boolean isOverdue(Row row, LocalDate today) {
        return InvoiceStatus.valueOf(row.getString("status")).isOpen()
                && row.getUUID("credit_note_of") == null
                && row.getLocalDate("due_date").isBefore(today);
    }

    private static BigDecimal amount(Row row, String column, Currency currency) {
        return new Money(row.getBigDecimal(column), currency).amount();
    }
}
