package io.tentabo.identity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tentabo.identity.Identity;
import io.tentabo.identity.Identity.Tenant;
import io.tentabo.identity.IdentityTest;
import io.tentabo.identity.audit.OtherServices.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@IdentityTest
class SuiteAuditTest {

    private static final String AUDIT = "/identity/v1/audit";
    private static final String NOTED = AUDIT + "?action=" + Recorded.ACTION;

    OtherServices others;

    private Tenant tenant;

    @BeforeEach
    void begin() {
        others.reset();
        tenant = Identity.tenant();
    }

    @AfterEach
    void end() {
        others.reset();
    }

    @ParameterizedTest
    @CsvSource({"1,-createdAt", "7,-createdAt", "200,-createdAt", "7,createdAt"})
    void theTrailsOfAllServicesAreOneListWhateverThePageSize(int limit, String sort) {
        // Given
        Recorded recorded = Recorded.in(tenant, others, limit == 1 ? 15 : 60, 4);

        // When
        List<String> read = new ArrayList<>();
        String path = NOTED + "&limit=" + limit + "&sort=" + sort;
        String cursor = null;
        do {
            Response page = tenant.asOwner().get(cursor == null ? path : path + "&cursor=" + cursor);
            page.then().statusCode(200);
            List<Map<String, String>> items = page.path("items");
            assertThat(items).hasSizeBetween(1, limit);
            items.forEach(item -> read.add(item.get("service") + " " + item.get("id")));
            cursor = page.path("nextCursor");
        } while (cursor != null);

        // Then
        assertThat(read)
                .containsExactlyElementsOf(sort.equals("createdAt") ? recorded.oldestFirst() : recorded.newestFirst());
    }

    @Test
    void aPageAsksEveryServiceOnceForNoMoreThanItShows() {
        // Given
        Recorded.in(tenant, others, 40, 4);
        String cursor = get(NOTED + "&limit=10").extract().path("nextCursor");
        others.reset();

        // When
        get(NOTED + "&limit=10&cursor=" + cursor);

        // Then
        assertThat(others.asked()).hasSize(3).allSatisfy(request -> assertThat(request)
                .contains("limit=10", "before=", "action=" + Recorded.ACTION));
    }

    @Test
    void whatAServiceRecordedIsShownAsItRecordedIt() {
        // Given
        Recorded.in(tenant, others, 8, 1);

        // Then
        assertThat(get(NOTED + "&service=crm").extract().asString()).contains("\"newValues\":{\"text\":\"noted\"}");
    }

    @Test
    void theListIsNarrowedToServices() {
        // Given
        Recorded.in(tenant, others, 40, 4);

        // When
        get(NOTED + "&service=crm&service=sync")
                .body("items.service", everyItem(not(equalTo("billing"))))
                .body("items.service", hasItem("crm"))
                .body("items.service", hasItem("sync"));

        // Then
        assertThat(others.asked()).noneMatch(request -> request.startsWith("billing"));
        get(AUDIT + "?service=identity").body("items.service", everyItem(equalTo("identity")));
        tenant.asOwner()
                .get(AUDIT + "?service=payroll")
                .then()
                .statusCode(400)
                .body("code", equalTo("audit.unknown-service"))
                .body("detail", containsString("billing, crm, identity, sync"));
    }

    @Test
    void everyFilterReachesEveryService() {
        // Given
        UUID id = UUID.randomUUID();

        // When
        get(AUDIT
                + "?entityType=lead&action=lead.won&from=2026-01-01T01:00:00%2B01:00&to=2027-01-01T00:00:00Z&entityId="
                + id + "&actorId=" + id);

        // Then
        assertThat(others.asked()).hasSize(3).allSatisfy(request -> assertThat(request)
                .contains(
                        "entityType=lead",
                        "action=lead.won",
                        "from=2026-01-01T00%3A00%3A00Z",
                        "to=2027-01-01T00%3A00%3A00Z",
                        "entityId=" + id,
                        "actorId=" + id));
    }

    @ParameterizedTest
    @EnumSource(
            value = Behaviour.class,
            names = {"DOWN", "SILENT", "BAD_GATEWAY"})
    void aServiceThatCannotBeAskedIsNamedAndNeverLeftOut(Behaviour behaviour) {
        // Given
        others.behave("crm", behaviour);
        others.behave("sync", behaviour);

        // Then
        tenant.asOwner()
                .get(AUDIT)
                .then()
                .statusCode(503)
                .header("Retry-After", "5")
                .body("code", equalTo("audit.service-unavailable"))
                .body("services", contains("crm", "sync"));
        get(AUDIT + "?service=identity&service=billing");
    }

    @Test
    void aServiceThatTakesNoNoticeOfPositionsIsNotRead() {
        // Given
        Recorded.in(tenant, others, 40, 4);
        String cursor = get(NOTED + "&limit=10").extract().path("nextCursor");
        others.behave("billing", Behaviour.OLD);

        // Then
        tenant.asOwner()
                .get(NOTED + "&limit=10&cursor=" + cursor)
                .then()
                .statusCode(503)
                .body("services", contains("billing"));
    }

    @Test
    void aTokenThatExpiresOnTheWayIsToldAsThat() {
        // Given
        others.behave("crm", Behaviour.EXPIRED);

        // Then
        tenant.asOwner().get(AUDIT).then().statusCode(401).body("services", contains("crm"));
    }

    @Test
    void aCursorIsGoodForItsTenantAndListOnly() {
        // Given
        Recorded.in(tenant, others, 40, 4);
        String cursor = get(NOTED + "&limit=10").extract().path("nextCursor");
        Tenant stranger = Identity.tenant();

        // Then
        for (Response refused : List.of(
                stranger.asOwner().get(NOTED + "&limit=10&cursor=" + cursor),
                tenant.asOwner().get(AUDIT + "?limit=10&cursor=" + cursor),
                tenant.asOwner().get(NOTED + "&service=crm&cursor=" + cursor),
                tenant.asOwner().get(NOTED + "&sort=createdAt&cursor=" + cursor),
                tenant.asOwner().get(NOTED + "&cursor=A" + cursor))) {
            refused.then().statusCode(400).body("code", equalTo("paging.invalid-cursor"));
        }
        get(NOTED + "&limit=20&cursor=" + cursor).body("items", hasSize(20));
    }

    @Test
    void anotherTenantsRecordsAreNotShown() {
        // Given
        Recorded.in(tenant, others, 10, 4);

        // Then
        Identity.tenant()
                .asOwner()
                .get(NOTED)
                .then()
                .statusCode(200)
                .body("items", empty())
                .body("nextCursor", nullValue());
    }

    @Test
    void aPartnerReadsNothingAnywhere() {
        // Given
        UUID partner = tenant.partner("Northwind");
        tenant.user(
                "grace@northwind.example",
                Map.of("kind", "CHANNEL", "partnerId", partner, "roles", List.of("partner")));
        String token =
                tenant.signIn("grace@northwind.example", Identity.PASSWORD).path("accessToken");

        // Then
        tenant.as(token).get(AUDIT).then().statusCode(403);
        assertThat(others.asked()).isEmpty();
    }

    @Test
    void anApiKeyReadsWhatItsUserMay() {
        // Given
        Recorded recorded = Recorded.in(tenant, others, 20, 4);
        String key = tenant.asOwner()
                .body(Map.of("name", "Auditor", "scopes", List.of("audit.read")))
                .post("/identity/v1/api-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");

        // Then
        Identity.json(tenant.address())
                .header("X-API-Key", key)
                .get(NOTED)
                .then()
                .statusCode(200)
                .body("items", hasSize(recorded.size()));
    }

    @Test
    void anUnknownSortIsRefused() {
        tenant.asOwner()
                .get(AUDIT + "?sort=action")
                .then()
                .statusCode(400)
                .body("code", equalTo("paging.unknown-sort"));
    }

    private ValidatableResponse get(String path) {
        return tenant.asOwner().urlEncodingEnabled(false).get(path).then().statusCode(200);
    }
}
