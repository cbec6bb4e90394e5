package io.tentabo.crm.lead;

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
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every list and every search is read along an index, whatever other tenants and partners have. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class LeadPlanTest {

    private static final UUID TENANT = id(1, 1);
    private static final UUID OWNER = id(2, 1);
    private static final UUID PARTNER = id(3, 1);
    private static final UUID DISTRIBUTOR = id(4, 1);

    /** Ids are made of a kind and a number; each tenant has 100 owners, 50 partners and 50 distributors. */
    private static final String LEADS = """
            INSERT INTO leads (id, tenant_id, title, organization, value, currency, status, expected_close_date, owner_id,
                               partner_id, distributor_id, lost_reason, created_at, updated_at, version)
            SELECT gen_random_uuid(),
                   ('00000000-0000-0001-0000-' || lpad(to_hex(t), 12, '0'))::uuid,
                   'Lead ' || md5(t || '-' || n),
                   'Company ' || md5('c' || n % 500),
                   n,
                   'EUR',
                   (ARRAY['NEW', 'CONTACTED', 'QUALIFIED', 'PROPOSAL', 'NEGOTIATION', 'WON', 'LOST'])[1 + n % 7],
                   DATE '2027-01-01' + n % 365,
                   ('00000000-0000-0002-0000-' || lpad(to_hex(n % 100), 12, '0'))::uuid,
                   CASE WHEN n % 2 = 0 THEN ('00000000-0000-0003-0000-' || lpad(to_hex(n / 2 % 50), 12, '0'))::uuid END,
                   CASE WHEN n % 3 = 0 THEN ('00000000-0000-0004-0000-' || lpad(to_hex(n / 3 % 50), 12, '0'))::uuid END,
                   CASE WHEN n % 7 = 6 THEN 'Budget cut' END,
                   TIMESTAMPTZ '2027-01-01 00:00:00Z' + n * INTERVAL '1 minute',
                   TIMESTAMPTZ '2027-01-01 00:00:00Z' + n * INTERVAL '2 minutes',
                   0
            FROM generate_series(1, TENANTS) t, generate_series(1, LEADS_PER_TENANT) n
            """.replace("LEADS_PER_TENANT", "4000").replace("TENANTS", "8");

    @Inject
    LeadQueries queries;

    @Inject
    Transactions transactions;

    @Inject
    Cursors cursors;

    @Inject
    CallerContext callers;

    @BeforeEach
    void manyLeads() throws SQLException {
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement()) {
            if (CrmSql.strings(statement, "SELECT 1 FROM leads WHERE tenant_id = '" + TENANT + "' LIMIT 1")
                    .isEmpty()) {
                statement.execute(LEADS);
                statement.execute(
                        "INSERT INTO channel_links (tenant_id, distributor_id, partner_id, is_active, version) "
                                + "VALUES ('%s', '%s', '%s', true, 1)".formatted(TENANT, DISTRIBUTOR, PARTNER));
                statement.execute("INSERT INTO lead_notes (id, tenant_id, lead_id, content, is_internal, is_pinned, "
                        + "created_by, created_at, updated_at, version) SELECT gen_random_uuid(), tenant_id, id, 'x', "
                        + "false, false, owner_id, created_at, created_at, 0 FROM leads");
                // Also moves what a GIN index holds as pending, which makes it look dear, to where it belongs.
                statement.execute("VACUUM ANALYZE");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "none,        -createdAt,         ix_leads_created",
        "none,        updatedAt,          ix_leads_updated",
        "none,        -value,             ix_leads_value",
        "none,        expectedCloseDate,  ix_leads_close",
        "none,        title,              ix_leads_title",
        "status,      -createdAt,         ix_leads_status",
        "owner,       -createdAt,         ix_leads_owner",
        "partner,     -createdAt,         ix_leads_partner",
        "distributor, -createdAt,         ix_leads_distributor",
        "created,     -createdAt,         ix_leads_created"
    })
    void aListIsReadInTheOrderOfItsIndexAndSoIsItsNextPage(String filterName, String sort, String index) {
        // Given
        LeadFilter filter = filter(filterName);
        Caller caller = caller(RowScope.TENANT);

        // When
        List<String> first = plan(caller, filter, null, sort);
        String cursor = in(caller, () -> queries.page(filter, PageRequest.of(10, null, sort)))
                .nextCursor();
        List<String> next = plan(caller, filter, cursor, sort);

        // Then
        assertThat(first).anyMatch(line -> line.contains("using " + index + " on leads"));
        assertThat(first).noneMatch(line -> line.contains("Sort") || line.contains("Seq Scan on leads"));
        assertThat(next).anyMatch(line -> line.contains("using " + index + " on leads"));
        assertThat(next).noneMatch(line -> line.contains("Sort") || line.contains("Seq Scan on leads"));
        assertThat(next).anyMatch(line -> line.contains("Index Cond") && line.contains("ROW("));
    }

    @ParameterizedTest
    @CsvSource({
        "ASSIGNED,    ix_leads_owner",
        "PARTNER,     ix_leads_partner",
        // A distributor with many leads finds its newest fastest among the newest of all, one with few by its indexes.
        "DISTRIBUTOR, ix_leads_"
    })
    void whoeverSeesPartOfATenantReadsItAlongAnIndex(RowScope scope, String index) {
        // Given
        Caller caller = caller(scope);

        // When
        List<String> plan = plan(caller, new LeadFilter(), null, null);

        // Then
        assertThat(plan).anyMatch(line -> line.contains(index));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on leads"));
    }

    @Test
    void aSearchReadsTheTrigramIndexAndItsMatchesByTheirIds() throws SQLException {
        // Given
        LeadFilter filter = new LeadFilter();
        filter.q = "acme";

        // When
        List<String> matches = CrmSql.planOfSearch("search_leads", caller(RowScope.TENANT), "acme");
        List<String> rows = plan(caller(RowScope.TENANT), filter, null, null);

        // Then
        assertThat(matches).anyMatch(line -> line.contains("Bitmap Index Scan on ix_leads_search"));
        assertThat(matches).anyMatch(line -> line.contains("Index Cond") && line.contains("tenant_id"));
        assertThat(rows).noneMatch(line -> line.contains("Seq Scan on leads"));
        assertThat(rows).anyMatch(line -> line.contains("Function Scan on search_leads"));
    }

    @ParameterizedTest
    @CsvSource({
        "ASSIGNED, lead",
        "ASSIGNED, ---",
        "PARTNER, lead",
        "PARTNER, ---",
        "DISTRIBUTOR, lead",
        "DISTRIBUTOR, ---"
    })
    void aSearchWithinPartOfATenantReadsThatPartOnly(RowScope scope, String text) throws SQLException {
        // Given
        Caller caller = caller(scope);

        // When
        long rows = CrmSql.rowsReadBySearch("search_leads", "leads", caller, text);

        // Then
        assertThat(rows).isPositive().isLessThanOrEqualTo(visible(caller).size());
    }

    @ParameterizedTest
    @CsvSource({
        // The newest, of which none matches
        "---,  10000, 0",
        // As many as show that there are more, and the newest of them
        "lead, 11001, 1000",
        "gone, 0,     0"
    })
    void aSearchOfALargeTenantReadsNoMoreThanItHasTo(String text, long rowsRead, int found) throws SQLException {
        // Given
        UUID large = id(1, 99);
        Caller caller = caller(RowScope.TENANT, large);
        String many = LEADS.substring(0, LEADS.indexOf("FROM generate_series"))
                + "FROM generate_series(99, 99) t, generate_series(1, 30000) n";

        // When
        long rows;
        List<String> hits;
        List<String> newest;
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(many);
            statement.execute("ANALYZE leads");
            rows = CrmSql.rowsReadBySearch(statement, "search_leads", "leads", caller, text);
            hits = CrmSql.strings(statement, "SELECT lead_id FROM search_leads('" + text + "', 1000)");
            newest = CrmSql.strings(
                    statement,
                    "SELECT id FROM leads WHERE tenant_id = '%s' ORDER BY created_at DESC, id DESC LIMIT %d"
                            .formatted(large, found));
            // What the table's statistics say of its size is not rolled back with the rows.
            connection.rollback();
            connection.setAutoCommit(true);
            statement.execute("VACUUM ANALYZE leads");
        }

        // Then
        assertThat(rows).isEqualTo(rowsRead);
        assertThat(hits).isEqualTo(newest);
    }

    @ParameterizedTest
    @CsvSource({"TENANT", "ASSIGNED", "PARTNER", "DISTRIBUTOR"})
    void notesAreReadByTheirLeadAndProbeItByItsId(RowScope scope) throws SQLException {
        // Given
        Caller caller = caller(scope);

        // When
        List<String> plan;
        try (Connection connection = TestDatabase.app();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(CrmSql.settings(caller));
            plan = CrmSql.strings(statement, """
                    EXPLAIN (COSTS OFF)
                    SELECT n.content
                    FROM lead_notes n
                    WHERE n.tenant_id = '%s' AND n.lead_id = '%s'
                    ORDER BY n.created_at DESC, n.id DESC
                    LIMIT 51
                    """.formatted(TENANT, UUID.randomUUID()));
        }

        // Then
        assertThat(plan).anyMatch(line -> line.contains("using ix_lead_notes_lead"));
        assertThat(plan).noneMatch(line -> line.contains("Seq Scan on leads"));
    }

    @Test
    void aSearchAnswersIdsOfTheCallersScopeOnly() throws SQLException {
        // Given
        Set<String> seen = new HashSet<>();

        // When
        for (RowScope scope : RowScope.values()) {
            List<String> hits = search(caller(scope), "lead ");
            List<String> visible = visible(caller(scope));
            assertThat(visible).as("search as %s", scope).containsAll(hits);
            assertThat(hits).hasSize(Math.min(1000, visible.size()));
            seen.addAll(hits);
        }
        List<String> ofNobody = search(Caller.NOBODY, "lead ");

        // Then
        assertThat(seen).isNotEmpty();
        assertThat(ofNobody).isEmpty();
    }

    @Test
    void theSearchIsTheServicesAlone() throws SQLException {
        // Given
        String sql = "SELECT grantee FROM information_schema.routine_privileges WHERE routine_name = 'search_leads'";

        // When
        List<String> grantees = CrmSql.asSuperuser(sql);

        // Then
        assertThat(grantees).containsExactlyInAnyOrder("crm_owner", "crm_app");
    }

    private List<String> plan(Caller caller, LeadFilter filter, @Nullable String cursor, @Nullable String sort) {
        return in(caller, () -> LeadQueries.list(filter, caller)
                .explain(transactions, cursors, PageRequest.of(10, cursor, sort)));
    }

    private <T> T in(Caller caller, Supplier<Uni<T>> work) {
        return callers.inBackground(caller, work).await().atMost(Duration.ofSeconds(20));
    }

    private static List<String> search(Caller caller, String text) throws SQLException {
        return CrmSql.asCaller(caller, "SELECT lead_id FROM search_leads('" + text + "', 1000)");
    }

    private static List<String> visible(Caller caller) throws SQLException {
        return CrmSql.asCaller(caller, "SELECT id FROM leads");
    }

    private static LeadFilter filter(String name) {
        LeadFilter filter = new LeadFilter();
        switch (name) {
            case "status" -> filter.status = LeadStatus.PROPOSAL;
            case "owner" -> filter.ownerId = OWNER;
            case "partner" -> filter.partnerId = PARTNER;
            case "distributor" -> filter.distributorId = DISTRIBUTOR;
            case "created" -> {
                filter.createdFrom = OffsetDateTime.parse("2027-01-01T12:00:00Z");
                filter.createdTo = OffsetDateTime.parse("2027-01-02T12:00:00Z");
            }
            default -> assertThat(name).isEqualTo("none");
        }
        return filter;
    }

    private static Caller caller(RowScope scope) {
        return caller(scope, TENANT);
    }

    private static Caller caller(RowScope scope, UUID tenant) {
        return new Caller(
                tenant,
                OWNER,
                ActorType.USER,
                scope,
                Set.of(),
                Set.of(),
                scope == RowScope.PARTNER ? PARTNER : null,
                scope == RowScope.DISTRIBUTOR ? DISTRIBUTOR : null,
                null,
                RequestOrigin.INTERNAL);
    }

    private static UUID id(long kind, long number) {
        return new UUID(kind, number);
    }
}
