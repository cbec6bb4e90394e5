package io.tentabo.billing.payment;

import io.tentabo.model.money.Money;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Currency;

/** How payments are read into records, and inserted. */
final class PaymentRows {

    static final String ENTITY = "payment";

    static final String SELECT = """
            SELECT p.id, p.payment_number, p.invoice_id, p.status, p.version, p.currency, p.amount, p.refunded_amount,
                   p.method, p.payment_date, p.reference, p.refund_reason, p.created_by, p.created_at
            FROM payments p
            """;

    /** A number that is taken inserts nothing, so that the transaction lives on to try another. */
    static final String INSERT = """
            INSERT INTO payments (id, tenant_id, payment_number, invoice_id, currency, amount, method, payment_date,
                                  reference, status, created_by, created_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT ON CONSTRAINT uq_payments_number DO NOTHING
            """;

    private PaymentRows() {}

    static PaymentView view(Row row) {
        Currency currency = Money.currency(row.getString("currency"));
        return new PaymentView(
                row.getUUID("id"),
                row.getString("payment_number"),
                row.getUUID("invoice_id"),
                PaymentStatus.valueOf(row.getString("status")),
                row.getInteger("version"),
                currency.getCurrencyCode(),
                new Money(row.getBigDecimal("amount"), currency).amount(),
                new Money(row.getBigDecimal("refunded_amount"), currency).amount(),
                PaymentMethod.valueOf(row.getString("method")),
                row.getLocalDate("payment_date"),
                row.getString("reference"),
                row.getString("refund_reason"),
                row.getUUID("created_by"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
