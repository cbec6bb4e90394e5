package io.tentabo.crm.activity;

import static io.tentabo.crm.Crm.as;
import static io.tentabo.crm.Crm.owner;
import static io.tentabo.crm.Crm.registerLead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tentabo.model.event.LeadActivityEvent;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestEvents.Published;
import io.tentabo.test.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class LeadActivityResourceTest {

    private final UUID tenant = UUID.randomUUID();
    private final TestTokens staff = owner(tenant);

    @Test
    void anActivityIsPlannedDoneAndRemoved() {
        // Given
        UUID lead = registerLead(staff, "200 seats");
        Response planned = as(staff)
                .header("Idempotency-Key", "plan-" + lead)
                .body(Map.of("type", "CALL", "title", "Ask about the migration", "dueAt", "2027-01-15T09:00:00Z"))
                .post(activities(lead));
        String path = activities(lead) + "/" + planned.jsonPath().getString("id");

        // When
        Response done = as(staff)
                .header("If-Match", planned.header("ETag"))
                .body(Map.of("status", "COMPLETED", "outcome", "In spring", "durationMinutes", 20))
                .patch(path);
        Response stale = as(staff)
                .header("If-Match", planned.header("ETag"))
                .body(Map.of("status", "CANCELLED"))
                .patch(path);

        // Then
        planned.then()
                .statusCode(201)
                .body("status", equalTo("PENDING"))
                .body("priority", equalTo("MEDIUM"))
                .body("completedAt", nullValue());
        done.then().statusCode(200).body("completedAt", notNullValue()).body("outcome", equalTo("In spring"));
        stale.then().statusCode(412);
        as(staff).get(activities(lead)).then().body("items.title", contains("Ask about the migration"));
        as(staff).delete(path).then().statusCode(204);
        as(staff).get(path).then().statusCode(404);
    }

    @Test
    void activitiesHaveTheirOwnPermissions() {
        // Given
        UUID lead = registerLead(staff, "200 seats");
        TestTokens viewer = TestTokens.user(tenant).roles("viewer");

        // When
        Response write =
                as(viewer).body(Map.of("type", "CALL", "title", "Call")).post(activities(lead));

        // Then
        write.then().statusCode(403);
        assertThat(as(viewer).get(activities(lead)).statusCode()).isEqualTo(200);
    }

    @Test
    void malformedActivitiesAreRefused() {
        // Given
        UUID lead = registerLead(staff, "200 seats");

        // When
        Response unknownType =
                as(staff).body(Map.of("type", "DANCE", "title", "x")).post(activities(lead));
        Response noTitle = as(staff).body(Map.of("type", "CALL")).post(activities(lead));

        // Then
        unknownType.then().statusCode(400);
        noTitle.then().statusCode(400).body("code", equalTo("validation"));
    }

    @Test
    void anActivitysEventsComeInOrderWithItsLeadsAndWithoutWhatPeopleWrote() {
        // Given
        UUID user = UUID.randomUUID();
        TestTokens owner = TestTokens.user(tenant, user).owner();
        UUID lead = registerLead(owner, "200 seats");
        Instant due = Instant.parse("2027-01-15T09:00:00Z");

        // When
        UUID activity = as(owner)
                .body(Map.of("type", "CALL", "title", "Weak buyer", "description", "Haggle", "dueAt", due.toString()))
                .post(activities(lead))
                .jsonPath()
                .getUUID("id");
        String path = activities(lead) + "/" + activity;
        as(owner)
                .body(Map.of("status", "COMPLETED", "outcome", "Pays late"))
                .patch(path)
                .then()
                .statusCode(200);
        as(owner).delete(path).then().statusCode(204);

        // Then
        LeadActivityEvent last =
                TestEvents.awaitEvent("crm", lead, LeadActivityEvent.DELETED).payload(LeadActivityEvent.class);
        assertThat(last.completedAt()).isNotNull();
        assertThat(last)
                .isEqualTo(new LeadActivityEvent(
                        activity, lead, "CALL", "COMPLETED", user, due, last.completedAt(), last.changedAt(), 1));
        List<Published> events = TestEvents.eventsOf("crm", lead, Duration.ofMillis(500));
        assertThat(events)
                .extracting(Published::type)
                .containsExactly(
                        LeadEvent.CREATED,
                        LeadActivityEvent.CREATED,
                        LeadActivityEvent.UPDATED,
                        LeadActivityEvent.DELETED);
        assertThat(events)
                .extracting(event -> event.payload().toString())
                .noneMatch(payload ->
                        payload.contains("Weak buyer") || payload.contains("Haggle") || payload.contains("Pays late"));
    }

    private static String activities(UUID lead) {
        return "/crm/v1/leads/" + lead + "/activities";
    }
}
