package io.tentabo.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tentabo.local.ServiceName;
import io.tentabo.local.Suite;
import io.tentabo.local.demo.ApiClient;
import io.tentabo.local.demo.ApiResponse;
import io.tentabo.local.demo.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tenant leaves: all of it is exported and then gone from every schema, with a service killed in the middle. */
@ExtendWith(RunningSuite.class)
class DepartureIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final String LEADS = "/crm/v1/leads/";

    private final Suite suite;

    DepartureIT(Suite suite) {
        this.suite = suite;
    }

    @Test
    void aTenantThatLeavesIsExportedAndThenGoneFromEveryServiceAndNoOtherIs() throws Exception {
        // Given
        Vendor vendor = Vendor.in(suite);
        Vendor staying = Vendor.in(suite);
        UUID kept = staying.partner()
                .post(LEADS, Vendor.newLead("Stays"))
                .expect(201)
                .id();
        ApiClient partner = vendor.partner();
        UUID lead = partner.post(LEADS, Vendor.newLead("Leaves")).expect(201).id();
        partner.post(LEADS + lead + "/convert", vendor.twentyUnits(), "convert-" + lead)
                .expect(201);
        UUID id = tenantOf(vendor);
        String tenant = "/identity/v1/tenants/" + id;
        operator()
                .post(tenant + "/status", Map.of("status", "CANCELLED", "reason", "End of contract"))
                .expect(200);

        // When
        JsonNode exported = departure(tenant + "/exports", Map.of());
        String slug = operator().get(tenant).expect(200).text("slug");
        JsonNode purged = departure(tenant + "/purges", Map.of("confirm", slug));

        // Then
        assertThat(rows(exported, "crm", "leads")).isEqualTo(1);
        assertThat(rows(exported, "billing", "orders")).isEqualTo(1);
        assertThat(rows(purged, "crm", "leads")).isEqualTo(1);
        assertThat(rows(purged, "billing", "order_items")).isEqualTo(1);
        assertThat(rows(purged, "identity", "users")).isEqualTo(4);
        assertThat(leftOvers(id)).isEmpty();
        operator().get(tenant).expect(404);
        partner.get(LEADS + lead).expect(403);
        staying.partner().get(LEADS + kept).expect(200);
    }

    /** Kills billing just after the promise; the report that ends the job. */
    private JsonNode departure(String path, Map<String, Object> request) throws IOException {
        UUID job = operator().post(path, request).expect(202).id();
        suite.kill(ServiceName.BILLING);
        suite.restart(ServiceName.BILLING);
        ApiResponse completed = Eventually.await("The end of " + path, SOON, () -> Optional.of(
                        operator().get(path + "/" + job).expect(200))
                .filter(answer -> answer.text("status").equals("COMPLETED")));
        byte[] payload = Base64.getUrlDecoder().decode(completed.text("report").split("\\.", -1)[1]);
        return new ObjectMapper().readTree(new String(payload, StandardCharsets.UTF_8));
    }

    private static long rows(JsonNode report, String service, String table) {
        for (JsonNode answer : report.get("services")) {
            if (answer.get("service").asText().equals(service)) {
                for (JsonNode count : answer.get("tables")) {
                    if (count.get("name").asText().equals(table)) {
                        return count.get("rows").asLong();
                    }
                }
            }
        }
        throw new AssertionError("No " + service + "." + table + " in " + report);
    }

    private ApiClient operator() {
        return suite.api().signInAsClient(Suite.OPERATOR_CLIENT, suite.secrets().operatorSecret());
    }

    private static UUID tenantOf(Vendor vendor) {
        ApiResponse me = vendor.admin().get("/identity/v1/me").expect(200);
        return UUID.fromString(me.body().path("tenant").path("id").asText());
    }

    /** Every table that still has a row of the tenant; the jobs, the reports and what the relay publishes apart. */
    private List<String> leftOvers(UUID tenant) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:" + suite.databaseUrl(), "postgres", "");
                PreparedStatement statement = connection.prepareStatement("""
                        SELECT format('%I.%I', n.nspname, c.relname)
                        FROM pg_class c
                        JOIN pg_namespace n ON n.oid = c.relnamespace
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
                        WHERE n.nspname IN ('identity', 'crm', 'billing', 'sync')
                          AND c.relkind IN ('r', 'p')
                          AND c.relname !~ '^(tenant_job|departure|outbox)'
                        """);
                ResultSet names = statement.executeQuery()) {
            while (names.next()) {
                if (hasRows(connection, names.getString(1), tenant)) {
                    tables.add(names.getString(1));
                }
            }
        }
        return tables;
    }

    private static boolean hasRows(Connection connection, String table, UUID tenant) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT EXISTS (SELECT FROM " + table + " WHERE tenant_id = ?)")) {
            statement.setObject(1, tenant);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
