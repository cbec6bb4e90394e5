package io.tentabo.crm.lead;

import static io.tentabo.crm.Crm.as;
import static io.tentabo.crm.Crm.leadsOf;
import static io.tentabo.crm.Crm.move;
import static io.tentabo.crm.Crm.owner;
import static io.tentabo.crm.Crm.registerLead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.crm.Crm;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.model.event.TenantChanged;
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
class LeadResourceTest {

    private final UUID tenant = UUID.randomUUID();
    private final TestTokens owner = owner(tenant);

    @Test
    void aRegisteredLeadIsNewAndItsCallersAndIsPublished() {
        // Given
        UUID user = UUID.randomUUID();
        TestTokens staff = TestTokens.user(tenant, user).roles("manager");

        // When
        Response response = as(staff).body("""
                        {"title": "200 seats", "organization": "Harbour Logistics", "value": "18000.5",
                         "currency": "EUR", "probability": 40, "expectedCloseDate": "2027-03-31"}
                        """).post("/crm/v1/leads");

        // Then
        UUID id = response.then()
                .statusCode(201)
                .header("ETag", notNullValue())
                .body("status", equalTo("NEW"))
                .body("ownerId", equalTo(user.toString()))
                .body("createdBy", equalTo(user.toString()))
                .body("value", equalTo("18000.50"))
                .extract()
                .jsonPath()
                .getUUID("id");
        response.then().header("Location", endsWith("/crm/v1/leads/" + id));
        LeadEvent event = TestEvents.awaitEvent("crm", id, LeadEvent.CREATED).payload(LeadEvent.class);
        assertThat(event.value()).isEqualByComparingTo("18000.50");
        assertThat(event.origin()).isEqualTo("API");
        as(staff).get("/crm/v1/leads/" + id).then().statusCode(200).body("title", equalTo("200 seats"));
        as(staff)
                .get("/crm/v1/leads/" + id + "/history")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].newStatus", equalTo("NEW"));
    }

    @Test
    void theTenantsCurrencyIsTheDefault() {
        // Given
        Map<String, String> withoutCurrency = Map.of("title", "No currency");
        as(owner)
                .body(withoutCurrency)
                .post("/crm/v1/leads")
                .then()
                .statusCode(422)
                .body("code", equalTo("lead.currency-required"));
        TestEvents.publish(
                "identity",
                tenant,
                new DomainEvent(
                        "tenant",
                        tenant,
                        TenantChanged.TYPE,
                        new TenantChanged(tenant, "Oxibox", "oxibox", "ACTIVE", "CHF", "UTC", "en", 10, 5)));

        // When
        Crm.await(
                "the tenant is known",
                () -> as(owner).body(withoutCurrency).post("/crm/v1/leads").statusCode() == 201);

        // Then
        as(owner).get("/crm/v1/leads").then().body("items[0].currency", equalTo("CHF"));
    }

    @Test
    void wrongFieldsAreNamed() {
        // Given
        String body = """
                {"title": " ", "value": "-1", "currency": "euro", "probability": 101, "contactEmail": "nobody"}
                """;

        // When
        Response response = as(owner).body(body).post("/crm/v1/leads");

        // Then
        response.then().statusCode(400).body("code", equalTo("validation")).body("violations", hasSize(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{", "[]", "{\"title\": \"x\", \"surprise\": 1}", "{\"title\": \"x\", \"value\": \"many\"}"})
    void malformedBodiesAreRefused(String body) {
        // Given, When
        Response response = as(owner).body(body).post("/crm/v1/leads");

        // Then
        response.then().statusCode(400).body("code", notNullValue()).body("requestId", notNullValue());
    }

    @Test
    void aRepeatedKeyReplaysTheAnswer() {
        // Given
        String key = UUID.randomUUID().toString();
        TestTokens user = TestTokens.user(tenant, UUID.randomUUID()).roles("manager");
        Map<String, String> body = Map.of("title", "Once", "currency", "EUR");
        Response first = as(user).header("Idempotency-Key", key).body(body).post("/crm/v1/leads");

        // When
        Response second = as(user).header("Idempotency-Key", key).body(body).post("/crm/v1/leads");
        Response other = as(user).header("Idempotency-Key", key)
                .body(Map.of("title", "Twice", "currency", "EUR"))
                .post("/crm/v1/leads");

        // Then
        second.then().statusCode(201).header("Idempotency-Replayed", equalTo("true"));
        assertThat(second.asString()).isEqualTo(first.asString());
        other.then().statusCode(422).body("code", equalTo("idempotency.key-reused"));
        assertThat(leadsOf(owner, Map.of())).hasSize(1);
    }

    @Test
    void anEditNeedsTheVersionThatWasSeen() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        String seen = as(owner).get("/crm/v1/leads/" + lead).header("ETag");
        as(owner)
                .header("If-Match", seen)
                .body("{\"title\": \"250 seats\", \"value\": null}")
                .patch("/crm/v1/leads/" + lead)
                .then()
                .statusCode(200)
                .body("title", equalTo("250 seats"))
                .body("value", nullValue())
                .body("currency", equalTo("EUR"));

        // When
        Response stale = as(owner)
                .header("If-Match", seen)
                .body("{\"title\": \"300 seats\"}")
                .patch("/crm/v1/leads/" + lead);
        Response unknownMember = as(owner).body("{\"status\": \"WON\"}").patch("/crm/v1/leads/" + lead);
        Response staleDelete = as(owner).header("If-Match", seen).delete("/crm/v1/leads/" + lead);

        // Then
        stale.then().statusCode(412).body("code", equalTo("stale-version"));
        unknownMember.then().statusCode(400);
        staleDelete.then().statusCode(412);
        LeadEvent event = TestEvents.awaitEvent("crm", lead, LeadEvent.UPDATED).payload(LeadEvent.class);
        assertThat(event.title()).isEqualTo("250 seats");
    }

    @Test
    void everyMoveIsInTheHistoryWithItsReason() {
        // Given
        UUID user = UUID.randomUUID();
        TestTokens manager = TestTokens.user(tenant, user).roles("manager");
        UUID lead = registerLead(manager, "200 seats");
        move(manager, lead, "QUALIFIED", "Budget confirmed");
        move(manager, lead, "LOST", "Chose a competitor");

        // When
        move(manager, lead, "CONTACTED", "Competitor failed");

        // Then
        as(manager)
                .get("/crm/v1/leads/" + lead + "/history")
                .then()
                .body("items.newStatus", contains("CONTACTED", "LOST", "QUALIFIED", "NEW"))
                .body("items.oldStatus[0]", equalTo("LOST"))
                .body("items.reason[1]", equalTo("Chose a competitor"))
                .body("items.changedBy[1]", equalTo(user.toString()));
        LeadEvent event =
                TestEvents.awaitEvent("crm", lead, LeadEvent.STATUS_CHANGED).payload(LeadEvent.class);
        assertThat(event.previousStatus()).isEqualTo("NEW");
    }

    @Test
    void aMemberDoesNotReopenALead() {
        // Given
        TestTokens member = TestTokens.user(tenant, UUID.randomUUID()).roles("member");
        UUID lead = registerLead(member, "200 seats");
        move(member, lead, "LOST", "Budget cut");

        // When
        Response response =
                as(member).body(Map.of("status", "NEW", "reason", "Again")).post("/crm/v1/leads/" + lead + "/status");

        // Then
        response.then().statusCode(403).body("code", equalTo("lead.reopen-not-allowed"));
    }

    @Test
    void withALeadGoesEverythingThatBelongsToIt() throws Exception {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        as(owner).body(Map.of("content", "Called")).post("/crm/v1/leads/" + lead + "/notes");
        as(owner).body(Map.of("type", "CALL", "title", "Call")).post("/crm/v1/leads/" + lead + "/activities");

        // When
        Response response = as(owner).delete("/crm/v1/leads/" + lead);

        // Then
        response.then().statusCode(204);
        as(owner).get("/crm/v1/leads/" + lead).then().statusCode(404);
        as(owner).get("/crm/v1/leads/" + lead + "/notes").then().statusCode(404);
        TestEvents.awaitEvent("crm", lead, LeadEvent.DELETED);
        assertThat(count("lead_notes", lead) + count("lead_activities", lead) + count("lead_status_history", lead))
                .isZero();
        assertThat(auditActions(lead)).contains("lead.created", "lead.deleted");
    }

    @Test
    void aPermissionIsNeededForEachAction() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        TestTokens viewer = TestTokens.user(tenant).roles("viewer");
        TestTokens partner = Crm.partnerUser(tenant, UUID.randomUUID());

        // When
        Response write =
                as(viewer).body(Map.of("title", "x", "currency", "EUR")).post("/crm/v1/leads");
        Response delete = as(partner).delete("/crm/v1/leads/" + lead);
        Response convert = as(viewer).body("{}").post("/crm/v1/leads/" + lead + "/convert");

        // Then
        write.then().statusCode(403).body("code", equalTo("forbidden"));
        delete.then().statusCode(403);
        convert.then().statusCode(403);
        as(viewer).get("/crm/v1/leads").then().statusCode(200);
    }

    @Test
    void anOwnerIsAKnownActiveUser() {
        // Given
        UUID colleague = UUID.randomUUID();
        UUID lead = registerLead(owner, "200 seats");
        Map<String, String> patch = Map.of("ownerId", colleague.toString());
        as(owner)
                .body(patch)
                .patch("/crm/v1/leads/" + lead)
                .then()
                .statusCode(422)
                .body("code", equalTo("lead.unknown-owner"));

        // When
        Crm.user(tenant, colleague, "ACTIVE", 1);
        Crm.await(
                "the user is known",
                () -> as(owner).body(patch).patch("/crm/v1/leads/" + lead).statusCode() == 200);

        // Then
        TestTokens member = TestTokens.user(tenant, colleague).roles("member");
        as(member).get("/crm/v1/leads/" + lead).then().statusCode(200);
        assertThat(leadsOf(owner, Map.of("ownerId", colleague))).containsExactly(lead);
    }

    private long count(String table, UUID lead) throws Exception {
        try (var connection = TestDatabase.superuser();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM " + table + " WHERE lead_id = '" + lead + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private List<String> auditActions(UUID lead) throws Exception {
        List<String> actions = new ArrayList<>();
        try (var connection = TestDatabase.superuser();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT action FROM audit_logs WHERE entity_id = '" + lead + "'")) {
            while (rows.next()) {
                actions.add(rows.getString(1));
            }
        }
        return actions;
    }
}
