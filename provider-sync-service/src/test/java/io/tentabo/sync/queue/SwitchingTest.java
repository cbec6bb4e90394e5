package io.tentabo.sync.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.sync.Await;
import io.tentabo.sync.Leads;
import io.tentabo.sync.SyncedTenant;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of leads when one connection takes the place of another. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class SwitchingTest {

    @Test
    void aConnectionThatIsMadeAnewFindsTheLeadsOfTheDeletedOne() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent lead = Leads.fresh("Only once");
            UUID externalId = tenant.pushed(lead);
            tenant.asOwner().delete("/sync/v1/connections/" + connection).then().statusCode(204);

            // When
            tenant.connect();

            // Then
            Await.until(
                    "the lead is mapped", () -> !tenant.mappings(lead.leadId()).isEmpty());
            assertThat(tenant.externalId(lead.leadId())).isEqualTo(externalId);
            assertThat(tenant.pipedrive().account().leads()).hasSize(1);
        }
    }

    @Test
    void aSecondConnectionToTheAccountFindsTheLeadsOfTheFirst() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID first = tenant.connect();
            LeadEvent lead = Leads.fresh("Only once");
            tenant.pushed(lead);
            tenant.connectionAction(first, "deactivate").statusCode(200);

            // When
            UUID second = tenant.connect();

            // Then
            Await.until("the lead is mapped", () -> isMapped(tenant, second, lead));
            assertThat(tenant.pipedrive().account().leads()).hasSize(1);
        }
    }

    @Test
    void whereAFoundLeadDiffersAPersonDecides() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent lead = Leads.fresh("Ours");
            UUID externalId = tenant.pushed(lead);
            tenant.asOwner().delete("/sync/v1/connections/" + connection).then().statusCode(204);
            tenant.pipedrive().account().changeLead(externalId, new JsonObject().put("title", "Theirs"));

            // When
            tenant.connect();

            // Then
            Await.until("a conflict is raised", () -> !tenant.list("/sync/v1/conflicts?resolution=OPEN")
                    .isEmpty());
            assertThat(tenant.list("/sync/v1/conflicts")).singleElement().satisfies(conflict -> assertThat(conflict)
                    .containsEntry("field", "title")
                    .containsEntry("internalValue", "Ours")
                    .containsEntry("externalValue", "Theirs"));
            assertThat(tenant.remote(externalId).getString("title")).isEqualTo("Theirs");
        }
    }

    @Test
    void aConnectionHearsOfWhatHappenedWhileAnotherTookItsPlace() {
        try (SyncedTenant tenant = new SyncedTenant();
                SyncedTenant elsewhere = new SyncedTenant()) {
            // Given
            UUID first = tenant.connect();
            LeadEvent edited = Leads.fresh("Before");
            LeadEvent deleted = Leads.fresh("Mistake");
            UUID editedThere = tenant.pushed(edited);
            tenant.pushed(deleted);
            tenant.connectionAction(first, "deactivate").statusCode(200);
            UUID second = tenant.connect(connectionTo(tenant, elsewhere));
            Await.until(
                    "the second connection has both leads",
                    () -> isMapped(tenant, second, edited) && isMapped(tenant, second, deleted));

            // When
            tenant.publish(LeadEvent.UPDATED, Leads.titled(edited, "After"));
            tenant.publish(LeadEvent.DELETED, deleted);
            Await.until("the second connection has heard of both", () -> titles(elsewhere)
                    .equals(List.of("After")));
            tenant.connectionAction(second, "deactivate").statusCode(200);
            tenant.connectionAction(first, "activate").statusCode(200);

            // Then
            Await.until("the first has heard of both", () -> titles(tenant).equals(List.of("After")));
            assertThat(tenant.remote(editedThere).getString("title")).isEqualTo("After");
            Await.until(
                    "nothing is left of the deleted lead",
                    () -> tenant.mappings(deleted.leadId()).isEmpty() && queued(deleted) == 0);
        }
    }

    @Test
    void aDeletedLeadIsForgottenWithTheConnectionThatHadStillToHearOfIt() {
        try (SyncedTenant tenant = new SyncedTenant();
                SyncedTenant elsewhere = new SyncedTenant()) {
            // Given
            UUID first = tenant.connect();
            LeadEvent lead = Leads.fresh("Mistake");
            tenant.pushed(lead);
            tenant.connectionAction(first, "deactivate").statusCode(200);
            UUID second = tenant.connect(connectionTo(tenant, elsewhere));
            Await.until("the second connection has it", () -> isMapped(tenant, second, lead));
            tenant.publish(LeadEvent.DELETED, lead);
            Await.until(
                    "the second connection has heard of it",
                    () -> tenant.mappings(lead.leadId()).size() == 1);
            int queuedBefore = queued(lead);

            // When
            tenant.asOwner().delete("/sync/v1/connections/" + first).then().statusCode(204);

            // Then
            assertThat(queuedBefore).isEqualTo(1);
            assertThat(queued(lead)).isZero();
        }
    }

    private static Map<String, Object> connectionTo(SyncedTenant tenant, SyncedTenant elsewhere) {
        Map<String, Object> body = tenant.newConnection();
        body.put("baseUrl", elsewhere.pipedrive().baseUrl());
        return body;
    }

    private static boolean isMapped(SyncedTenant tenant, UUID connection, LeadEvent lead) {
        return tenant.mappings(lead.leadId()).stream()
                .anyMatch(mapping -> connection.toString().equals(mapping.get("connectionId")));
    }

    private static List<String> titles(SyncedTenant at) {
        return at.pipedrive().account().leads().stream()
                .map(lead -> lead.getString("title"))
                .toList();
    }

    private static int queued(LeadEvent lead) {
        try {
            return TestDatabase.column(
                            "SELECT id FROM sync_queue WHERE internal_id = ?::uuid",
                            lead.leadId().toString())
                    .size();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
