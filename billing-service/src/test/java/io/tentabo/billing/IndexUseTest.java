package io.tentabo.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under row-level security only leakproof conditions reach an index: each filter of each list shows its plan. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexUseTest {

    private static final UUID TENANT = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID PARTNER = UUID.fromString("00000000-0000-4000-9000-000000000007");

    /** Five tenants with 4,000 rows each; a filter fits one row in a hundred. */
    @BeforeAll
    void fillTables() throws SQLException {
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TEMPORARY TABLE sample AS
                    SELECT gen_random_uuid() AS id,
                           ('00000000-0000-4000-8000-' || lpad((i % 5 + 1)::text, 12, '0'))::uuid AS tenant_id,
                           ('00000000-0000-4000-9000-' || lpad((i / 5 % 100)::text, 12, '0'))::uuid AS owner_id,
                           i / 5 AS n,
                           timestamptz '2026-01-01' + i * interval '1 minute' AS created_at
                    FROM generate_series(0, 19999) i;

                    INSERT INTO orders (id, tenant_id, order_number, kind, status, created_by, partner_id,
                                        distributor_id, customer_id, lead_id, currency, subtotal, discount_amount,
                                        tax_amount, shipping_amount, total_amount, created_at, updated_at, version)
                    SELECT id, tenant_id, 'ORD-' || n,
                           CASE WHEN n % 100 = 8 THEN 'WHOLESALE' ELSE 'SUBSCRIPTION' END,
                           CASE n % 100 WHEN 7 THEN 'SENT' WHEN 8 THEN 'DELIVERED' ELSE 'FULFILLED' END, owner_id,
                           owner_id, owner_id, owner_id, id, 'EUR', 0, 0, 0, 0, 0, created_at, created_at, 0
                    FROM sample;

                    INSERT INTO contracts (id, tenant_id, contract_number, contract_type, status, user_id, partner_id,
                                           distributor_id, customer_id, activation_date, expiration_date,
                                           periodicity_months, value_per_period, total_value, currency, created_at,
                                           version)
                    SELECT id, tenant_id, 'CNT-' || n, 'OTHER',
                           CASE WHEN n % 100 = 7 THEN 'LOST' ELSE 'ACTIVE' END, owner_id, owner_id, owner_id,
                           owner_id, date '2026-01-01', date '2026-02-01' + n, 1, 0, 0, 'EUR', created_at, 0
                    FROM sample;

                    INSERT INTO products (id, tenant_id, sku, name, type, unit, tier_mode, status, is_sample, version,
                                          created_at, updated_at)
                    SELECT id, tenant_id, 'SKU' || n, 'Name ' || n, 'type ' || n % 100, 'unit', 'VOLUME',
                           CASE WHEN n % 100 = 7 THEN 'INACTIVE' ELSE 'ACTIVE' END, false, 0, created_at, created_at
                    FROM sample;

                    INSERT INTO invoices (id, tenant_id, invoice_number, order_id, status, created_by, partner_id,
                                          distributor_id, customer_id, invoice_date, due_date, currency, subtotal,
                                          discount_amount, tax_amount, total_amount, created_at, version)
                    SELECT id, tenant_id, 'INV-' || n, id, CASE WHEN n % 100 = 7 THEN 'VIEWED' ELSE 'SENT' END,
                           owner_id, owner_id, owner_id, owner_id, date '2026-01-01', date '2026-01-01' + n, 'EUR',
                           10, 0, 0, 10, created_at, 0
                    FROM sample;

                    INSERT INTO payments (id, tenant_id, payment_number, invoice_id, currency, amount, method,
                                          payment_date, status, created_at, version)
                    SELECT id, tenant_id, 'PAY-' || n, id, 'EUR', 1, 'CARD', date '2026-01-01', 'COMPLETED',
                           created_at, 0
                    FROM sample;

                    ANALYZE orders, contracts, products, invoices, payments;
                    """);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    orders    | true                                                      | ix_orders_created_at
                    orders    | created_at >= '2026-01-03' AND created_at < '2026-01-04'  | ix_orders_created_at
                    orders    | status = 'SENT'                                           | ix_orders_status
                    orders    | kind = 'WHOLESALE'                                        | ix_orders_kind
                    orders    | partner_id = '00000000-0000-4000-9000-000000000007'       | ix_orders_partner
                    orders    | distributor_id = '00000000-0000-4000-9000-000000000007'   | ix_orders_distributor
                    orders    | customer_id = '00000000-0000-4000-9000-000000000007'      | ix_orders_customer
                    orders    | created_by = '00000000-0000-4000-9000-000000000007'       | ix_orders_created_by
                    orders    | lead_id = '00000000-0000-4000-9000-000000000007'          | ix_orders_lead
                    contracts | true                                                      | ix_contracts_created_at
                    contracts | status = 'LOST'                                           | ix_contracts_status
                    contracts | partner_id = '00000000-0000-4000-9000-000000000007'       | ix_contracts_partner
                    contracts | distributor_id = '00000000-0000-4000-9000-000000000007'   | ix_contracts_distributor
                    contracts | customer_id = '00000000-0000-4000-9000-000000000007'      | ix_contracts_customer
                    contracts | user_id = '00000000-0000-4000-9000-000000000007'          | ix_contracts_user
                    contracts | order_id = '00000000-0000-4000-9000-000000000007'         | uq_contracts_order
                    contracts | expiration_date < '2026-02-10'                            | ix_contracts_expiration
                    invoices  | true                                                      | ix_invoices_created_at
                    invoices  | status = 'VIEWED'                                         | ix_invoices_status
                    invoices  | partner_id = '00000000-0000-4000-9000-000000000007'       | ix_invoices_partner
                    invoices  | distributor_id = '00000000-0000-4000-9000-000000000007'   | ix_invoices_distributor
                    invoices  | customer_id = '00000000-0000-4000-9000-000000000007'      | ix_invoices_customer
                    invoices  | created_by = '00000000-0000-4000-9000-000000000007'       | ix_invoices_created_by
                    invoices  | contract_id = '00000000-0000-4000-9000-000000000007'      | ix_invoices_contract
                    invoices  | order_id = '00000000-0000-4000-9000-000000000007'         | ix_invoices_order
                    invoices  | credit_note_of = '00000000-0000-4000-9000-000000000007'   | ix_invoices_credit_note_of
                    invoices  | due_date >= '2026-02-01' AND due_date < '2026-02-10'      | ix_invoices_due_date
                    payments  | invoice_id = '00000000-0000-4000-9000-000000000007'       | ix_payments_invoice
                    products  | true                                                      | ix_products_created_at
                    products  | type = 'type 7'                                           | ix_products_type
                    products  | status = 'INACTIVE'                                       | ix_products_status
                    products  | sku_search >= 'sku77' AND sku_search < 'sku77~'           | ix_products_sku_search
                    """)
    void aFilterReachesItsIndex(String table, String condition, String index) throws SQLException {
        String plan = plan(
                "TENANT",
                "SELECT * FROM " + table + " WHERE " + condition + " ORDER BY created_at DESC, id DESC LIMIT 51");

        assertThat(plan).contains(index).doesNotContain("Seq Scan on " + table);
    }

    @Test
    void theSearchByBeginningCombinesTheIndexesOfSkuAndName() throws SQLException {
        String plan = plan("TENANT", """
                SELECT *
                FROM products p
                WHERE (p.sku_search >= 'name 77' AND p.sku_search < 'name 77' || U&'\\+10FFFF'
                    OR p.name_search >= 'name 77' AND p.name_search < 'name 77' || U&'\\+10FFFF')
                ORDER BY p.created_at DESC, p.id DESC
                LIMIT 51
                """);

        assertThat(plan).contains("BitmapOr", "ix_products_sku_search", "ix_products_name_search");
    }

    @Test
    void aPartnersListReadsThePartnersRowsOnly() throws SQLException {
        String plan = plan(
                "PARTNER",
                "SELECT * FROM orders o WHERE o.partner_id = '" + PARTNER
                        + "' ORDER BY o.created_at DESC, o.id DESC LIMIT 51");

        assertThat(plan).contains("ix_orders_partner");
    }

    @ParameterizedTest
    @CsvSource({"orders", "contracts", "invoices"})
    void aDistributorsListReadsAlongAnIndex(String table) throws SQLException {
        String plan = plan("DISTRIBUTOR", """
                SELECT *
                FROM %1$s o
                WHERE (o.distributor_id = '%2$s' OR o.partner_id = ANY (ARRAY(
                    SELECT link.partner_id FROM channel_links link
                    WHERE link.tenant_id = (SELECT current_tenant()) AND link.distributor_id = '%2$s' AND link.is_active)))
                ORDER BY o.created_at DESC, o.id DESC
                LIMIT 51
                """.formatted(table, PARTNER));

        assertThat(plan).contains("ix_" + table + "_").doesNotContain("Seq Scan on " + table);
    }

    @Test
    void whatIsOverdueIsFoundByItsDueDate() throws SQLException {
        String plan = plan("TENANT", """
                SELECT *
                FROM invoices i
                WHERE i.due_date < '2026-02-10'
                  AND i.status IN ('SENT', 'VIEWED', 'PARTIAL')
                  AND i.credit_note_of IS NULL
                ORDER BY i.due_date, i.id
                LIMIT 51
                """);

        assertThat(plan).contains("ix_invoices_overdue");
    }

    @Test
    void aCustomersListReadsTheCustomersInvoicesOnly() throws SQLException {
        String plan = plan(
                "CUSTOMER",
                "SELECT * FROM invoices i WHERE i.customer_id = '" + PARTNER
                        + "' ORDER BY i.created_at DESC, i.id DESC LIMIT 51");

        assertThat(plan).contains("ix_invoices_customer");
    }

    private static String plan(String scope, String query) throws SQLException {
        try (Connection connection = TestDatabase.app()) {
            connection.setAutoCommit(false);
            set(connection, "app.tenant_id", TENANT.toString());
            set(connection, "app.scope", scope);
            set(connection, "app.partner_id", PARTNER.toString());
            StringBuilder plan = new StringBuilder();
            try (Statement statement = connection.createStatement();
                    ResultSet lines = statement.executeQuery("EXPLAIN " + query)) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }

    private static void set(Connection connection, String setting, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT set_config(?, ?, true)")) {
            statement.setString(1, setting);
            statement.setString(2, value);
            statement.execute();
        }
    }
}
