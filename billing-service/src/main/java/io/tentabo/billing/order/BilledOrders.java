package io.tentabo.billing.order;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.money.Money;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** What orders tell those who invoice them. */
@ApplicationScoped
public class BilledOrders {

    /** Shares the lock, so that of two invoices at once the database picks one. */
    private static final String LOCK = """
            SELECT o.order_number, o.kind, o.status, o.currency, o.shipping_amount, o.partner_id, o.distributor_id,
                   o.customer_id, o.activated_at
            FROM orders o
            WHERE o.id = $1
            FOR SHARE
            """;

    /**
     * The order and its lines in one flight; keeps the order from being activated or cancelled until the transaction
     * ends.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is no such order for the caller
     */
    public Uni<BilledOrder> lock(Transaction tx, UUID id) {
        return Uni.combine()
                .all()
                .unis(tx.query(LOCK, Tuple.of(id)), OrderRows.lineRows(tx, id))
                .collectFailures()
                .with((orders, lines) -> {
                    for (Row row : orders) {
                        Currency currency = Money.currency(row.getString("currency"));
                        return order(id, row, currency, OrderRows.lines(lines, currency));
                    }
                    throw CommonProblems.notFound(OrderRows.ENTITY, id);
                });
    }

    /** The lines of an order, in their order. */
    public Uni<List<BilledLine>> lines(Transaction tx, UUID orderId, Currency currency) {
        return OrderRows.lines(tx, orderId, currency).map(BilledOrders::billed);
    }

    private static BilledOrder order(UUID id, Row row, Currency currency, List<OrderLine> lines) {
        OrderKind kind = OrderKind.valueOf(row.getString("kind"));
        OrderStatus status = OrderStatus.valueOf(row.getString("status"));
        return new BilledOrder(
                id,
                row.getString("order_number"),
                status,
                kind.isBinding(status),
                row.getOffsetDateTime("activated_at") != null,
                row.getUUID("partner_id"),
                row.getUUID("distributor_id"),
                row.getUUID("customer_id"),
                new Money(row.getBigDecimal("shipping_amount"), currency),
                billed(lines));
    }

    private static List<BilledLine> billed(List<OrderLine> lines) {
        return lines.stream().map(BilledLine::of).toList();
    }
}
