package io.tentabo.crm.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tentabo.crm.CrmSql;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.security.ActorType;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every list and every search of customers is read along an index, whatever other tenants and partners have. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class CustomerPlanTest {

    private static final UUID TENANT = new UUID(11, 1);
    private static final UUID OWNER = new UUID(12, 1);
    private static final UUID PARTNER = new UUID(13, 1);
    private static final UUID DISTRIBUTOR = new UUID(14, 1);

    /** Ids are made of a kind and a number; each tenant has 100 owners and 50 partners. */
    private static final String ROWS = """
            INSERT INTO customers (id, tenant_id, account_number, company_name, status, tier, owner_id, partner_id,
                                   notes, created_at, updated_at, version)
            SELECT gen_random_uuid(),
                   ('00000000-0000-000b-0000-' || lpad(to_hex(t), 12, '0'))::uuid,
                   'CUS-' || n,
                   'Company ' || md5(t || '-' || n),
                   (ARRAY['ACTIVE', 'INACTIVE', 'SUSPENDED'])[1 + n % 3],
                   'TIER-' || n % 20,
                   ('00000000-0000-000c-0000-' || lpad(to_hex(n % 100), 12, '0'))::uuid,
                   CASE WHEN n % 2 = 0 THEN ('00000000-0000-000d-0000-' || lpad(to_hex(n / 2 % 50), 12, '0'))::uuid END,
                   repeat('x', 800),
                   TIMESTAMPTZ '2027-01-01 00:00:00Z' + n * INTERVAL '1 minute',
                   TIMESTAMPTZ '2027-01-01 00:00:00Z' + n * INTERVAL '2 minutes',
                   0
            FROM generate_series(1, 8) t, generate_series(1, 4000) n
            """;

    @Inject
    CustomerQueries queries;

    @Inject
    Transactions transactions;

    @Inject
    Cursors cursors;

    @Inject
    CallerContext callers;

    @BeforeEach
    void manyCustomers() throws SQLException {
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement()) {
            if (CrmSql.strings(statement, "SELECT 1 FROM customers WHERE tenant_id = '" + TENANT + "' LIMIT 1")
                    .isEmpty()) {
                statement.execute(ROWS);
                statement.execute(
                        "INSERT INTO channel_links (tenant_id, distributor_id, partner_id, is_active, version) "
                                + "VALUES ('%s', '%s', '%s', true, 1)".formatted(TENANT, DISTRIBUTOR, PARTNER));
                // Also moves what a GIN index holds as pending, which makes it look dear, to where it belongs.
                statement.execute("VACUUM ANALYZE");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "none,    -createdAt,    ix_customers_created",
        "none,    updatedAt,     ix_customers_updated",
        "none,    companyName,   ix_customers_company_name",
        "none,    accountNumber, ix_customers_account_number",
        "status,  -createdAt,    ix_customers_status",
        "tier,    -createdAt,    ix_customers_tier",
        "owner,   -createdAt,    ix_customers_owner",
        "partner, -createdAt,    ix_customers_partner"
    })
    void aListIsReadInTheOrderOfItsIndexAndSoIsItsNextPage(String filterName, String sort, String index) {
        // Given
        CustomerFilter filter = filter(filterName);
        Caller caller = caller(RowScope.TENANT);

        // When
        List<String> first = plan(caller, filter, null, sort);
        String cursor = in(caller, () -> queries.page(filter, PageRequest.of(10, null, sort)))
                .nextCursor();
        List<String> next = plan(caller, filter, cursor, sort);

        // Then
        assertThat(first).anyMatch(line -> line.contains("using " + index + " on customers"));
        assertThat(first).noneMatch(line -> line.contains("Sort") || line.contains("Seq Scan on customers"));
        assertThat(next).anyMatch(line -> line.contains("using " + index + " on customers"));
        assertThat(next).noneMatch(line -> line.contains("Sort") || line.contains("Seq Scan on customers"));
        assertThat(next).anyMatch(line -> line.contains("Index Cond") && line.contains("ROW("));
    }

    @ParameterizedTest
    @EnumSource(
            value = RowScope.class,
            names = {"ASSIGNED", "PARTNER", "DISTRIBUTOR", "CUSTOMER"})
    void whoeverSeesPartOfATenantReadsItAlongAnIndex(RowScope scope) {
        // Given
        Caller caller = caller(scope);

        // When
        List<String> plan = plan(caller, new CustomerFilter(), null, null);

        // Then
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on customers"));
    }

    @Test
    void aSearchReadsTheTrigramIndexAndItsMatchesByTheirIds() throws SQLException {
        // Given
        CustomerFilter filter = new CustomerFilter();
        filter.q = "acme";

        // When
        List<String> matches = CrmSql.planOfSearch("search_customers", caller(RowScope.TENANT), "acme");
        List<String> rows = plan(caller(RowScope.TENANT), filter, null, null);

        // Then
        assertThat(matches).anyMatch(line -> line.contains("Bitmap Index Scan on ix_customers_search"));
        assertThat(matches).anyMatch(line -> line.contains("Index Cond") && line.contains("tenant_id"));
        assertThat(rows).noneMatch(line -> line.contains("Seq Scan on customers"));
        assertThat(rows).anyMatch(line -> line.contains("Function Scan on search_customers"));
    }

    @ParameterizedTest
    @CsvSource({
        "ASSIGNED, company",
        "ASSIGNED, ---",
        "PARTNER, company",
        "PARTNER, ---",
        "DISTRIBUTOR, company",
        "DISTRIBUTOR, ---",
        "CUSTOMER, company",
        "CUSTOMER, ---"
    })
    void aSearchWithinPartOfATenantReadsThatPartOnly(RowScope scope, String text) throws SQLException {
        // Given
        Caller caller = caller(scope);

        // When
        long rows = CrmSql.rowsReadBySearch("search_customers", "customers", caller, text);

        // Then
        assertThat(rows)
                .isLessThanOrEqualTo(
                        CrmSql.asCaller(caller, "SELECT id FROM customers").size());
    }

    @ParameterizedTest
    @EnumSource(RowScope.class)
    void aSearchAnswersIdsOfTheCallersScopeOnly(RowScope scope) throws SQLException {
        // Given
        Caller caller = caller(scope);

        // When
        List<String> hits = CrmSql.asCaller(caller, "SELECT customer_id FROM search_customers('company', 1000)");

        // Then
        List<String> visible = CrmSql.asCaller(caller, "SELECT id FROM customers");
        assertThat(visible).containsAll(hits);
        assertThat(hits).hasSize(Math.min(1000, visible.size()));
    }

    @Test
    void theSearchIsTheServicesAlone() throws SQLException {
        // Given
        String sql =
                "SELECT grantee FROM information_schema.routine_privileges WHERE routine_name = 'search_customers'";

        // When
        List<String> grantees = CrmSql.asSuperuser(sql);

        // Then
        assertThat(grantees).containsExactlyInAnyOrder("crm_owner", "crm_app");
    }

    private List<String> plan(Caller caller, CustomerFilter filter, @Nullable String cursor, @Nullable String sort) {
        return in(caller, () -> CustomerQueries.list(filter, caller)
                .explain(transactions, cursors, PageRequest.of(10, cursor, sort)));
    }

    private <T> T in(Caller caller, Supplier<Uni<T>> work) {
        return callers.inBackground(caller, work).await().atMost(Duration.ofSeconds(20));
    }

    private static CustomerFilter filter(String name) {
        CustomerFilter filter = new CustomerFilter();
        switch (name) {
            case "status" -> filter.status = CustomerStatus.SUSPENDED;
            case "tier" -> filter.tier = "TIER-7";
            case "owner" -> filter.ownerId = OWNER;
            case "partner" -> filter.partnerId = PARTNER;
            default -> assertThat(name).isEqualTo("none");
        }
        return filter;
    }

    private static Caller caller(RowScope scope) {
        return new Caller(
                TENANT,
                OWNER,
                ActorType.USER,
                scope,
                Set.of(),
                Set.of(),
                scope == RowScope.PARTNER ? PARTNER : null,
                scope == RowScope.DISTRIBUTOR ? DISTRIBUTOR : null,
                scope == RowScope.CUSTOMER ? UUID.randomUUID() : null,
                RequestOrigin.INTERNAL);
    }
}
