package io.tentabo.crm.customer;

import static io.tentabo.crm.Crm.as;
import static io.tentabo.crm.Crm.owner;
import static io.tentabo.crm.customer.CustomerApi.CUSTOMERS;
import static io.tentabo.crm.customer.CustomerApi.create;
import static io.tentabo.crm.customer.CustomerApi.customersOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.model.event.CustomerEvent;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class CustomerResourceTest {

    private final UUID tenant = UUID.randomUUID();
    private final TestTokens owner = owner(tenant);

    @Test
    void aNewCustomerIsActiveAndNumberedAndIsPublished() {
        // Given
        String body = """
                {"companyName": "Harborview Cellars LLC", "tradeName": "Harborview Cellars", "tier": "GOLD",
                 "licenseNumber": "ABC-20391", "licenseExpiry": "2028-06-30", "creditLimit": "25000.5",
                 "creditCurrency": "USD", "notes": "Pays late",
                 "billingAddress": {"line1": "12 Harbor Way", "city": "Oakland", "country": "US"}}
                """;

        // When
        Response response = as(owner).body(body).post(CUSTOMERS);

        // Then
        UUID id = response.then()
                .statusCode(201)
                .header("ETag", notNullValue())
                .body("status", equalTo("ACTIVE"))
                .body("accountNumber", matchesPattern("CUS-[0-9A-Z]{6}"))
                .body("creditLimit", equalTo("25000.50"))
                .extract()
                .jsonPath()
                .getUUID("id");
        response.then().header("Location", endsWith(CUSTOMERS + "/" + id));
        Response read = as(owner).get(CUSTOMERS + "/" + id);
        assertThat(read.jsonPath().getMap("")).isEqualTo(response.jsonPath().getMap(""));
        assertThat(read.header("ETag")).isEqualTo(response.header("ETag"));
        read.then().body("billingAddress.city", equalTo("Oakland")).body("billingAddress.line2", nullValue());
        CustomerEvent event =
                TestEvents.awaitEvent("crm", id, CustomerEvent.CREATED).payload(CustomerEvent.class);
        assertThat(event.creditLimit()).isEqualByComparingTo("25000.50");
        assertThat(event.companyName()).isEqualTo("Harborview Cellars LLC");
    }

    @Test
    void anAccountNumberBelongsToOneCustomerOfTheTenant() {
        // Given
        create(owner, Map.of("companyName", "Downtown Wine", "accountNumber", "CUS-DOWN"));
        UUID other = create(owner, Map.of("companyName", "Vineyard Market"));

        // When
        Response second = as(owner)
                .body(Map.of("companyName", "Uptown Wine", "accountNumber", "CUS-DOWN"))
                .post(CUSTOMERS);
        Response renamed = as(owner).body(Map.of("accountNumber", "CUS-DOWN")).patch(CUSTOMERS + "/" + other);

        // Then
        second.then().statusCode(409).body("code", equalTo("customer.account-number-taken"));
        renamed.then().statusCode(409).body("code", equalTo("customer.account-number-taken"));
        create(owner(UUID.randomUUID()), Map.of("companyName", "Uptown Wine", "accountNumber", "CUS-DOWN"));
    }

    @Test
    void wrongFieldsAreNamed() {
        // Given
        String body = """
                {"companyName": " ", "accountNumber": "no spaces", "creditLimit": "1.234", "creditCurrency": "usd",
                 "shippingAddress": {"line1": "1 Road", "city": "Napa", "country": "USA"}}
                """;

        // When
        Response response = as(owner).body(body).post(CUSTOMERS);

        // Then
        response.then().statusCode(400).body("code", equalTo("validation")).body("violations", hasSize(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"companyName\": \"x\", \"status\": \"ACTIVE\"}",
                "{\"companyName\": \"x\", \"creditLimit\": \"much\"}",
                "{\"companyName\": \"x\", \"billingAddress\": \"Oakland\"}"
            })
    void malformedBodiesAreRefused(String body) {
        // Given, When
        Response response = as(owner).body(body).post(CUSTOMERS);

        // Then
        response.then().statusCode(400).body("code", notNullValue()).body("requestId", notNullValue());
    }

    @Test
    void aCreditLimitAndItsCurrencyComeTogether() {
        // Given
        Map<String, String> body = Map.of("companyName", "Downtown Wine", "creditLimit", "100.00");

        // When
        Response response = as(owner).body(body).post(CUSTOMERS);

        // Then
        response.then().statusCode(422).body("code", equalTo("customer.credit-incomplete"));
    }

    @Test
    void aRepeatedKeyReplaysTheAnswer() {
        // Given
        String key = UUID.randomUUID().toString();
        TestTokens user = TestTokens.user(tenant, UUID.randomUUID()).roles("manager");
        Map<String, String> body = Map.of("companyName", "Once");
        Response first = as(user).header("Idempotency-Key", key).body(body).post(CUSTOMERS);

        // When
        Response second = as(user).header("Idempotency-Key", key).body(body).post(CUSTOMERS);
        Response other = as(user).header("Idempotency-Key", key)
                .body(Map.of("companyName", "Twice"))
                .post(CUSTOMERS);

        // Then
        second.then().statusCode(201).header("Idempotency-Replayed", equalTo("true"));
        assertThat(second.asString()).isEqualTo(first.asString());
        other.then().statusCode(422).body("code", equalTo("idempotency.key-reused"));
        assertThat(customersOf(owner, Map.of())).hasSize(1);
    }

    @Test
    void anEditNeedsTheVersionThatWasSeenAndKeepsWhatItDoesNotName() {
        // Given
        UUID customer = create(
                owner,
                Map.of(
                        "companyName",
                        "Downtown Wine",
                        "tier",
                        "GOLD",
                        "shippingAddress",
                        Map.of("line1", "1 Main St", "city", "Napa", "country", "US")));
        String path = CUSTOMERS + "/" + customer;
        String seen = as(owner).get(path).header("ETag");
        as(owner)
                .header("If-Match", seen)
                .body("{\"tier\": null, \"shippingAddress\": {\"line2\": \"Dock 4\"}}")
                .patch(path)
                .then()
                .statusCode(200)
                .body("tier", nullValue())
                .body("companyName", equalTo("Downtown Wine"));

        // When
        Response stale = as(owner)
                .header("If-Match", seen)
                .body("{\"tier\": \"SILVER\"}")
                .patch(path);
        Response staleStatus = as(owner)
                .header("If-Match", seen)
                .body("{\"status\": \"INACTIVE\"}")
                .post(path + "/status");
        Response staleDelete = as(owner).header("If-Match", seen).delete(path);
        Response unknownMember = as(owner).body("{\"status\": \"INACTIVE\"}").patch(path);

        // Then
        stale.then().statusCode(412).body("code", equalTo("stale-version"));
        staleStatus.then().statusCode(412);
        staleDelete.then().statusCode(412);
        unknownMember.then().statusCode(400);
        as(owner)
                .get(path)
                .then()
                .body("shippingAddress.line1", equalTo("1 Main St"))
                .body("shippingAddress.line2", equalTo("Dock 4"));
        TestEvents.awaitEvent("crm", customer, CustomerEvent.UPDATED);
    }

    @Test
    void aCustomerIsSuspendedWithAReason() throws Exception {
        // Given
        UUID customer = create(owner, Map.of("companyName", "Downtown Wine"));
        String path = CUSTOMERS + "/" + customer + "/status";
        as(owner)
                .body(Map.of("status", "SUSPENDED"))
                .post(path)
                .then()
                .statusCode(422)
                .body("code", equalTo("customer.reason-required"));

        // When
        Response suspended = as(owner)
                .body(Map.of("status", "SUSPENDED", "reason", "The license has expired"))
                .post(path);

        // Then
        suspended
                .then()
                .statusCode(200)
                .body("status", equalTo("SUSPENDED"))
                .body("statusReason", equalTo("The license has expired"));
        as(owner)
                .body(Map.of("status", "SUSPENDED", "reason", "Again"))
                .post(path)
                .then()
                .statusCode(409)
                .body("code", equalTo("customer.status-unchanged"));
        CustomerEvent event = TestEvents.awaitEvent("crm", customer, CustomerEvent.STATUS_CHANGED)
                .payload(CustomerEvent.class);
        assertThat(event.previousStatus()).isEqualTo("ACTIVE");
        assertThat(auditActions(customer)).containsExactlyInAnyOrder("customer.created", "customer.status-changed");
    }

    @Test
    void aDeletedCustomerIsGoneAndToldAndAudited() throws Exception {
        // Given
        UUID customer = create(owner, Map.of("companyName", "Mistake"));

        // When
        Response response = as(owner).delete(CUSTOMERS + "/" + customer);

        // Then
        response.then().statusCode(204);
        as(owner).get(CUSTOMERS + "/" + customer).then().statusCode(404);
        TestEvents.awaitEvent("crm", customer, CustomerEvent.DELETED);
        assertThat(auditActions(customer)).contains("customer.deleted");
    }

    @Test
    void theListFiltersSearchesSortsAndPages() {
        // Given
        UUID gold = create(owner, Map.of("companyName", "Beta Wines", "tier", "GOLD", "accountNumber", "CUS-B_1"));
        UUID silver = create(owner, Map.of("companyName", "Alpha Wines", "tier", "SILVER", "tradeName", "The Cork"));
        UUID plain = create(owner, Map.of("companyName", "Gamma Foods"));
        as(owner).body(Map.of("status", "INACTIVE")).post(CUSTOMERS + "/" + plain + "/status");

        // When
        List<UUID> byName = customersOf(owner, Map.of("sort", "companyName"));

        // Then
        assertThat(byName).containsExactly(silver, gold, plain);
        assertThat(customersOf(owner, Map.of())).containsExactly(plain, silver, gold);
        assertThat(customersOf(owner, Map.of("tier", "GOLD"))).containsExactly(gold);
        assertThat(customersOf(owner, Map.of("status", "INACTIVE"))).containsExactly(plain);
        assertThat(customersOf(owner, Map.of("q", "wINes"))).containsExactly(silver, gold);
        assertThat(customersOf(owner, Map.of("q", "s-b_"))).containsExactly(gold);
        assertThat(customersOf(owner, Map.of("q", "cork"))).containsExactly(silver);
        String cursor = as(owner)
                .queryParams(Map.of("sort", "companyName", "limit", 2))
                .get(CUSTOMERS)
                .then()
                .extract()
                .path("nextCursor");
        assertThat(customersOf(owner, Map.of("sort", "companyName", "limit", 2, "cursor", cursor)))
                .containsExactly(plain);
    }

    private static List<String> auditActions(UUID customer) throws Exception {
        List<String> actions = new ArrayList<>();
        try (var connection = TestDatabase.superuser();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT action FROM audit_logs WHERE entity_id = '" + customer + "'")) {
            while (rows.next()) {
                actions.add(rows.getString(1));
            }
        }
        return actions;
    }
}
