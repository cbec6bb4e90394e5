package io.tentabo.billing.contract;

import io.tentabo.model.money.Money;
import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import java.util.Currency;

/** How contracts are read into records, and inserted. */
final class ContractRows {

    static final String SELECT = """
            SELECT c.id, c.contract_number, c.order_id, c.contract_type, c.status, c.version, c.user_id, c.partner_id,
                   c.distributor_id, c.customer_id, c.activation_date, c.expiration_date, c.periodicity_months,
                   c.value_per_period, c.total_value, c.currency, c.notes_internal, c.created_at
            FROM contracts c
            """;

    /** A number that is taken inserts nothing, so that the transaction lives on to try another. */
    static final String INSERT = """
            INSERT INTO contracts (id, tenant_id, contract_number, order_id, contract_type, status, user_id, partner_id,
                                   distributor_id, customer_id, activation_date, expiration_date, periodicity_months,
                                   value_per_period, total_value, currency, notes_internal, created_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            ON CONFLICT ON CONSTRAINT uq_contracts_number DO NOTHING
            """;

    private ContractRows() {}

    static ContractView view(Row row, boolean withInternalNotes) {
        Currency currency = Money.currency(row.getString("currency"));
        return new ContractView(
                row.getUUID("id"),
                row.getString("contract_number"),
                row.getUUID("order_id"),
                ContractType.valueOf(row.getString("contract_type")),
                ContractStatus.valueOf(row.getString("status")),
                row.getInteger("version"),
                row.getUUID("user_id"),
                row.getUUID("partner_id"),
                row.getUUID("distributor_id"),
                row.getUUID("customer_id"),
                row.getLocalDate("activation_date"),
                row.getLocalDate("expiration_date"),
                row.getInteger("periodicity_months"),
                amount(row, "value_per_period", currency),
                amount(row, "total_value", currency),
                currency.getCurrencyCode(),
                withInternalNotes ? row.getString("notes_internal") : null,
                row.getOffsetDateTime("created_at").toInstant());
    }

    private static BigDecimal amount(Row row, String column, Currency currency) {
        return new Money(row.getBigDecimal(column), currency).amount();
    }
}
