package io.tentabo.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tentabo.local.Suite;
import io.tentabo.local.demo.ApiClient;
import io.tentabo.local.demo.ApiResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningSuite.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {

    private static final String LEADS = "/crm/v1/leads";

    private final Suite suite;
    private Vendor vendor;
    private ApiClient partner;
    private UUID lead;

    RefusalsIT(Suite suite) {
        this.suite = suite;
    }

    @BeforeAll
    void registerLead() {
        vendor = Vendor.in(suite);
        partner = vendor.partner();
        lead = partner.post(LEADS, Vendor.newLead("Ours")).expect(201).id();
    }

    @Test
    void anotherTenantNeitherSeesNorChangesNorDeletesALead() {
        // Given
        ApiClient stranger = Vendor.in(suite).admin();

        // When
        ApiResponse read = stranger.get(LEADS + "/" + lead);
        ApiResponse changed = stranger.patch(LEADS + "/" + lead, Map.of("title", "Theirs"));
        ApiResponse deleted = stranger.delete(LEADS + "/" + lead);
        ApiResponse list = stranger.get(LEADS);

        // Then
        assertProblem(read, 404, "not-found");
        assertProblem(changed, 404, "not-found");
        assertProblem(deleted, 404, "not-found");
        assertThat(list.expect(200).items()).isEmpty();
    }

    @Test
    void anotherPartnerOfTheSameTenantSeesNeitherTheLeadNorItsOrder() {
        // Given
        ApiClient other = vendor.otherPartner();
        UUID converted =
                partner.post(LEADS, Vendor.newLead("Converted")).expect(201).id();
        String order = partner.post(LEADS + "/" + converted + "/convert", vendor.twentyUnits())
                .expect(201)
                .text("orderId");

        // When
        ApiResponse read = other.get(LEADS + "/" + lead);
        ApiResponse list = other.get(LEADS);
        ApiResponse readOrder = other.get("/billing/v1/orders/" + order);

        // Then
        assertProblem(read, 404, "not-found");
        assertThat(list.expect(200).items()).isEmpty();
        assertProblem(readOrder, 404, "not-found");
        partner.get("/billing/v1/orders/" + order).expect(200);
    }

    @Test
    void aDistributorCreatesNoOrders() {
        // Given
        ApiClient distributor = vendor.distributor();

        // When
        ApiResponse response = distributor.post("/billing/v1/orders", vendor.twentyUnits());

        // Then
        assertProblem(response, 403, "forbidden");
    }

    @Test
    void aPartnerReadsNoAudit() {
        // When
        ApiResponse response = partner.get("/crm/v1/audit");

        // Then
        assertProblem(response, 403, "forbidden");
    }

    @Test
    void nobodyGetsInWithoutAToken() {
        // When
        ApiResponse without = suite.api().get(LEADS);
        ApiResponse forged = suite.api().withToken("eyJhbGciOiJub25lIn0.e30.").get(LEADS);

        // Then
        assertThat(without.status()).isEqualTo(401);
        assertThat(forged.status()).isEqualTo(401);
    }

    @Test
    void aChangeOfAStaleVersionIsRefused() {
        // Given
        ApiResponse created =
                partner.post(LEADS, Vendor.newLead("Edited twice")).expect(201);
        String path = LEADS + "/" + created.id();
        Map<String, String> ifUnchanged =
                Map.of("If-Match", created.header("ETag").orElseThrow());
        partner.patch(path, Map.of("title", "First edit"), ifUnchanged).expect(200);

        // When
        ApiResponse second = partner.patch(path, Map.of("title", "Second edit"), ifUnchanged);

        // Then
        assertProblem(second, 412, "stale-version");
        assertThat(partner.get(path).text("title")).isEqualTo("First edit");
    }

    @Test
    void aRepeatedKeyAnswersTheSameAndCreatesNothing() {
        // Given
        String key = UUID.randomUUID().toString();
        ApiResponse first =
                partner.post(LEADS, Vendor.newLead("Only once"), key).expect(201);

        // When
        ApiResponse second = partner.post(LEADS, Vendor.newLead("Only once"), key);
        ApiResponse other = partner.post(LEADS, Vendor.newLead("Something else"), key);

        // Then
        assertThat(second.expect(201).id()).isEqualTo(first.id());
        assertThat(second.header("Idempotency-Replayed")).contains("true");
        assertProblem(other, 422, "idempotency.key-reused");
        assertThat(partner.get(LEADS + "?limit=200").items())
                .filteredOn(item -> item.path("title").asText().equals("Only once"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"title\":", "[]", "{\"title\": \"x\", \"nonsense\": 1}", "{\"title\": \"\"}", ""})
    void aMalformedBodyIsTheClientsFault(String body) {
        // When
        ApiResponse response = partner.post(LEADS, body);

        // Then
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(response.body().toString()).doesNotContain("Exception", "io.tentabo", "com.fasterxml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/crm/internal/leads",
                "/billing/internal/orders",
                "/identity/internal/api-key-tokens",
                "/crm/q/health",
                "/q/health",
                "/crm/v1/%2e%2e/internal/leads",
                "/crm/v1/..%2finternal"
            })
    void whatIsInternalHasNoRoute(String path) {
        // When
        ApiResponse response = vendor.admin().get(path);

        // Then
        assertProblem(response, 404, "not-found");
    }

    private static void assertProblem(ApiResponse response, int status, String code) {
        assertThat(response.status()).as(response.toString()).isEqualTo(status);
        assertThat(response.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(response.problemCode()).isEqualTo(code);
        assertThat(response.text("requestId"))
                .isEqualTo(response.header("X-Request-Id").orElseThrow());
    }
}
