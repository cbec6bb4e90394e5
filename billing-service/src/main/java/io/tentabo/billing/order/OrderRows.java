package io.tentabo.billing.order;

import io.smallrye.mutiny.Uni;
import io.tentabo.billing.pricing.PricePeriod;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.money.Money;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How orders and their lines are read and written. */
final class OrderRows {

    static final String ENTITY = "order";

    static final String SELECT_SUMMARY = """
            SELECT o.id, o.order_number, o.kind, o.status, o.version, o.currency, o.total_amount, o.lead_id,
                   o.partner_id, o.distributor_id, o.customer_id, o.po_number, o.created_by, o.created_at
            FROM orders o
            """;

    static final String SELECT = """
            SELECT o.id, o.order_number, o.kind, o.status, o.held_from, o.version, o.currency, o.subtotal,
                   o.discount_amount, o.tax_amount, o.shipping_amount, o.total_amount, o.lead_id, o.partner_id, o.distributor_id,
                   o.customer_id, o.po_number, o.requested_delivery_date, o.notes_internal, o.cancel_reason,
                   o.created_by, o.created_at, o.sent_at, o.fulfilled_at, o.cancelled_at, o.activated_at
            FROM orders o
            WHERE o.id = $1
            """;

    /** A number that is taken inserts nothing, so that the transaction lives on to try another. */
    static final String INSERT = """
            INSERT INTO orders (id, tenant_id, order_number, kind, status, draft_of, created_by, partner_id,
                                distributor_id, customer_id, lead_id, po_number, currency, subtotal, discount_amount,
                                tax_amount, shipping_amount, total_amount, requested_delivery_date, notes_internal,
                                created_at, updated_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $21,
                    $22)
            ON CONFLICT ON CONSTRAINT uq_orders_number DO NOTHING
            """;

    private static final String SELECT_LINES = """
            SELECT i.id, i.line_number, i.product_id, i.duration_id, i.product_sku, i.product_name, i.product_type,
                   i.product_unit, i.duration_months, i.quantity, i.unit_price, i.discount_percentage, i.price_period,
                   i.periods, i.subtotal, i.discount_amount, i.tax_amount, i.total,
                   i.pricing_explanation::text AS pricing_explanation
            FROM order_items i
            WHERE i.tenant_id = $1 AND i.order_id = $2
            ORDER BY i.line_number
            """;

    private static final String INSERT_LINE = """
            INSERT INTO order_items (tenant_id, order_id, id, line_number, product_id, duration_id, product_sku,
                                     product_name, product_type, product_unit, duration_months, quantity, unit_price,
                                     discount_percentage, price_period, periods, subtotal, discount_amount,
                                     tax_amount, total, pricing_explanation)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                    $21::text::jsonb)
            """;

    private static final String DELETE_LINES = """
            DELETE FROM order_items i
            WHERE i.tenant_id = $1 AND i.order_id = $2 AND i.id = ANY ($3)
            """;

    private OrderRows() {}

    /** Loads an order to change it, and keeps others from changing it until the transaction ends. */
    static Uni<Order> lock(Transaction tx, UUID id, @Nullable String ifMatch) {
        return tx.session()
                .find(Order.class, id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> CommonProblems.notFound(ENTITY, id))
                .invoke(order -> ETags.check(ifMatch, order.version()));
    }

    static Uni<List<OrderLine>> lines(Transaction tx, UUID orderId, Currency currency) {
        return lineRows(tx, orderId).map(rows -> lines(rows, currency));
    }

    /** The rows of an order's lines, for {@link #lines(RowSet, Currency)}. */
    static Uni<RowSet<Row>> lineRows(Transaction tx, UUID orderId) {
        return tx.query(SELECT_LINES, Tuple.of(tx.caller().requireTenantId(), orderId));
    }

    static Uni<Void> insertLines(Transaction tx, UUID orderId, List<OrderLine> lines) {
        UUID tenantId = tx.caller().requireTenantId();
        return tx.batch(
                INSERT_LINE,
                lines.stream().map(line -> row(tenantId, orderId, line)).toList());
    }

    static Uni<Integer> deleteLines(Transaction tx, UUID orderId, List<OrderLine> lines) {
        UUID[] ids = lines.stream().map(OrderLine::id).toArray(UUID[]::new);
        return tx.update(DELETE_LINES, Tuple.of(tx.caller().requireTenantId(), orderId, ids));
    }

    private static Tuple row(UUID tenantId, UUID orderId, OrderLine line) {
        return Tuple.from(Arrays.asList(
                tenantId,
                orderId,
                line.id(),
                line.lineNumber(),
                line.productId(),
                line.durationId(),
                line.productSku(),
                line.productName(),
                line.productType(),
                line.productUnit(),
                line.durationMonths(),
                line.quantity(),
                line.unitPrice(),
                line.discountPercentage(),
                line.pricePeriod().name(),
                line.periods(),
                line.subtotal(),
                line.discountAmount(),
                line.taxAmount(),
                line.total(),
                line.pricingExplanation()));
    }

    static OrderSummary summary(Row row) {
        Currency currency = Money.currency(row.getString("currency"));
        return new OrderSummary(
                row.getUUID("id"),
                row.getString("order_number"),
                OrderKind.valueOf(row.getString("kind")),
                OrderStatus.valueOf(row.getString("status")),
                row.getInteger("version"),
                currency.getCurrencyCode(),
                amount(row, "total_amount", currency),
                row.getUUID("lead_id"),
                row.getUUID("partner_id"),
                row.getUUID("distributor_id"),
                row.getUUID("customer_id"),
                row.getString("po_number"),
                row.getUUID("created_by"),
                row.getOffsetDateTime("created_at").toInstant());
    }

    static OrderView view(Row row, RowSet<Row> lines, boolean withInternalNotes) {
        Currency currency = Money.currency(row.getString("currency"));
        return new OrderView(
                row.getUUID("id"),
                row.getString("order_number"),
                OrderKind.valueOf(row.getString("kind")),
                OrderStatus.valueOf(row.getString("status")),
                heldFrom(row),
                row.getInteger("version"),
                currency.getCurrencyCode(),
                amount(row, "subtotal", currency),
                amount(row, "discount_amount", currency),
                amount(row, "tax_amount", currency),
                amount(row, "shipping_amount", currency),
                amount(row, "total_amount", currency),
                row.getUUID("lead_id"),
                row.getUUID("partner_id"),
                row.getUUID("distributor_id"),
                row.getUUID("customer_id"),
                row.getString("po_number"),
                row.getLocalDate("requested_delivery_date"),
                withInternalNotes ? row.getString("notes_internal") : null,
                row.getString("cancel_reason"),
                row.getUUID("created_by"),
                row.getOffsetDateTime("created_at").toInstant(),
                SqlTime.find(row, "sent_at"),
                SqlTime.find(row, "fulfilled_at"),
                SqlTime.find(row, "cancelled_at"),
                SqlTime.find(row, "activated_at"),
                lines(lines, currency));
    }

    static List<OrderLine> lines(RowSet<Row> rows, Currency currency) {
        List<OrderLine> lines = new ArrayList<>(rows.size());
        for (Row row : rows) {
            lines.add(new OrderLine(
                    row.getUUID("id"),
                    row.getInteger("line_number"),
                    row.getUUID("product_id"),
                    row.getUUID("duration_id"),
                    row.getString("product_sku"),
                    row.getString("product_name"),
                    row.getString("product_type"),
                    row.getString("product_unit"),
                    row.getInteger("duration_months"),
                    row.getInteger("quantity"),
                    row.getBigDecimal("unit_price"),
                    row.getBigDecimal("discount_percentage"),
                    PricePeriod.valueOf(row.getString("price_period")),
                    row.getInteger("periods"),
                    amount(row, "subtotal", currency),
                    amount(row, "discount_amount", currency),
                    amount(row, "tax_amount", currency),
                    amount(row, "total", currency),
                    row.getString("pricing_explanation")));
        }
        return lines;
    }

    private static BigDecimal amount(Row row, String column, Currency currency) {
        return new Money(row.getBigDecimal(column), currency).amount();
    }

    private static @Nullable OrderStatus heldFrom(Row row) {
        String status = row.getString("held_from");
        return status == null ? null : OrderStatus.valueOf(status);
    }
}
