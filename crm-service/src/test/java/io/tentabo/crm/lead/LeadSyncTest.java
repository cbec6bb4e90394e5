package io.tentabo.crm.lead;

import static io.tentabo.crm.Crm.as;
import static io.tentabo.crm.Crm.owner;
import static io.tentabo.crm.Crm.registerLead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tentabo.crm.Crm;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.model.event.ExternalLeadChanged;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.model.event.LeadPushed;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.TestTokens;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class LeadSyncTest {

    private static final Instant NOON = Instant.parse("2027-01-15T12:00:00Z");

    private final UUID tenant = UUID.randomUUID();
    private final UUID connection = UUID.randomUUID();
    private final TestTokens owner = owner(tenant);

    @Test
    void aPushIsNotedWithoutANewVersion() {
        // Given
        UUID lead = registerLead(owner, "200 seats");

        // When
        pushed(lead, "SYNCED", null, NOON);
        Crm.await("the push is noted", () -> read(lead).get("sync.status") != null);

        // Then
        as(owner)
                .get("/crm/v1/leads/" + lead)
                .then()
                .body("sync.provider", equalTo("pipedrive"))
                .body("sync.externalId", equalTo("p-1"))
                .body("version", equalTo(0));
        pushed(lead, "FAILED", "Organization is missing", NOON.plusSeconds(1));
        Crm.await("the failure is noted", () -> "FAILED".equals(read(lead).getString("sync.status")));
        as(owner).get("/crm/v1/leads/" + lead).then().body("sync.error", equalTo("Organization is missing"));
    }

    @Test
    void aChangeAtTheProviderIsTakenOverAndNamesItsOrigin() {
        // Given
        UUID lead = registerLead(owner, "200 seats");

        // When
        changedOutside(lead, "Renamed outside", "2000.00", NOON);

        // Then
        LeadEvent event = TestEvents.awaitEvent("crm", lead, LeadEvent.UPDATED).payload(LeadEvent.class);
        assertThat(event.origin()).isEqualTo("pipedrive");
        assertThat(event.title()).isEqualTo("Renamed outside");
        JsonPath state = read(lead);
        assertThat(state.getString("value")).isEqualTo("2000.00");
        assertThat(state.getString("currency")).isEqualTo("EUR");
        assertThat(state.getInt("version")).isEqualTo(1);
    }

    @Test
    void anOlderChangeAtTheProviderIsIgnored() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        changedOutside(lead, "Newer", "2000.00", NOON);
        Crm.await("the newer change is here", () -> "Newer".equals(read(lead).getString("title")));

        // When
        changedOutside(lead, "Older", "3000.00", NOON.minusSeconds(60));
        changedOutside(lead, "Newest", "4000.00", NOON.plusSeconds(60));

        // Then
        Crm.await("the newest change is here", () -> "Newest".equals(read(lead).getString("title")));
        assertThat(read(lead).getInt("version")).isEqualTo(2);
    }

    @Test
    void aPushIsNotedThatFailedBeforeAnEarlierChangeArrivedHere() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        Instant now = Instant.now();
        publish(lead, change(lead, "Renamed outside", now.minusSeconds(31)), now.minusSeconds(30));
        Crm.await(
                "the change is here", () -> "Renamed outside".equals(read(lead).getString("title")));

        // When
        pushed(lead, "FAILED", "Organization is missing", now.minusSeconds(20));

        // Then
        Crm.await("the failure is noted", () -> "FAILED".equals(read(lead).getString("sync.status")));
        assertThat(Instant.parse(read(lead).getString("sync.lastSyncAt"))).isBefore(now);
    }

    @Test
    void aChangeThatWasNoticedBeforeAPushFailedLeavesTheFailureInSight() {
        // Given
        UUID lead = registerLead(owner, "200 seats");
        Instant now = Instant.now();
        pushed(lead, "FAILED", "Organization is missing", now.minusSeconds(20));
        Crm.await("the failure is noted", () -> "FAILED".equals(read(lead).getString("sync.status")));

        // When
        publish(lead, change(lead, "Renamed outside", now.minusSeconds(31)), now.minusSeconds(30));

        // Then
        Crm.await(
                "the change is here", () -> "Renamed outside".equals(read(lead).getString("title")));
        assertThat(read(lead).getString("sync.status")).isEqualTo("FAILED");
        assertThat(read(lead).getString("sync.error")).isEqualTo("Organization is missing");
    }

    @Test
    void twoChangesOfTheSameSecondAreBothTakenOver() {
        // Given
        UUID lead = registerLead(owner, "200 seats");

        // When
        changedOutside(lead, "First", "2000.00", NOON);
        changedOutside(lead, "Second", "3000.00", NOON);

        // Then
        Crm.await("the second change is here", () -> "Second".equals(read(lead).getString("title")));
        assertThat(read(lead).getInt("version")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"-1.00, EUR", "1000000000000000, EUR", "999999999999999.995, EUR", "2000.00, euro"})
    void whatALeadCannotHoldIsNotTakenOver(String value, String currency) {
        // Given
        UUID lead = registerLead(owner, "200 seats", Map.of("value", "2000.00"));

        // When
        changedOutside(lead, "Renamed outside", value, currency, NOON);

        // Then
        Crm.await("the title is here", () -> "Renamed outside".equals(read(lead).getString("title")));
        assertThat(read(lead).getString("value")).isEqualTo("2000.00");
        assertThat(read(lead).getString("currency")).isEqualTo("EUR");
    }

    @Test
    void aLeadDeletedAtTheProviderStaysAndSaysSo() {
        // Given
        UUID lead = registerLead(owner, "200 seats");

        // When
        publish(
                lead,
                ExternalLeadChanged.TYPE,
                new ExternalLeadChanged(
                        lead, connection, "pipedrive", "p-" + lead, Set.of(), null, null, null, null, true, NOON));

        // Then
        Crm.await("the deletion is noted", () -> "REMOVED".equals(read(lead).getString("sync.status")));
        as(owner).get("/crm/v1/leads/" + lead).then().body("title", equalTo("200 seats"));
    }

    private JsonPath read(UUID lead) {
        return as(owner).get("/crm/v1/leads/" + lead).jsonPath();
    }

    private void pushed(UUID lead, String status, @Nullable String error, Instant at) {
        publish(lead, LeadPushed.TYPE, new LeadPushed(lead, connection, "pipedrive", "p-1", status, error, at));
    }

    private void changedOutside(UUID lead, String title, String value, Instant at) {
        changedOutside(lead, title, value, null, at);
    }

    private void changedOutside(UUID lead, String title, String value, @Nullable String currency, Instant at) {
        publish(
                lead,
                ExternalLeadChanged.TYPE,
                new ExternalLeadChanged(
                        lead,
                        connection,
                        "pipedrive",
                        "p-" + lead,
                        currency == null ? Set.of("title", "value") : Set.of("title", "value", "currency"),
                        title,
                        new BigDecimal(value),
                        currency,
                        null,
                        false,
                        at));
    }

    private ExternalLeadChanged change(UUID lead, String title, Instant at) {
        return new ExternalLeadChanged(
                lead, connection, "pipedrive", "p-" + lead, Set.of("title"), title, null, null, null, false, at);
    }

    private void publish(UUID lead, ExternalLeadChanged change, Instant noticedAt) {
        TestEvents.publish("sync", tenant, new DomainEvent("lead", lead, ExternalLeadChanged.TYPE, change), noticedAt);
    }

    private void publish(UUID lead, String type, Object payload) {
        TestEvents.publish("sync", tenant, new DomainEvent("lead", lead, type, payload));
    }
}
