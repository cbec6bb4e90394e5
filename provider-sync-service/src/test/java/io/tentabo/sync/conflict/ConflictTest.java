package io.tentabo.sync.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.model.event.ExternalLeadChanged;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.sync.Await;
import io.tentabo.sync.Leads;
import io.tentabo.sync.SyncedTenant;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class ConflictTest {

    @Test
    void aFieldThatBothSidesChangedWaitsForAPerson() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            tenant.connect();
            LeadEvent lead = Leads.fresh("Agreed");

            // When
            UUID externalId = bothChange(tenant, lead);

            // Then
            Map<String, Object> conflict = open(tenant);
            assertThat(conflict)
                    .containsEntry("field", "title")
                    .containsEntry("internalValue", "Ours")
                    .containsEntry("externalValue", "Theirs")
                    .containsEntry("resolution", "OPEN");
            assertThat(tenant.remote(externalId).getString("title")).isEqualTo("Theirs");
        }
    }

    @Test
    void decidedForUsItIsSent() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            tenant.connect();
            UUID externalId = bothChange(tenant, Leads.fresh("Agreed"));

            // When
            resolve(tenant, "INTERNAL", 200);

            // Then
            Await.until(
                    "our title is there",
                    () -> tenant.remote(externalId).getString("title").equals("Ours"));
            assertThat(tenant.list("/sync/v1/conflicts?resolution=OPEN")).isEmpty();
        }
    }

    @Test
    void decidedForThemItIsAnnounced() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            tenant.connect();
            LeadEvent lead = Leads.fresh("Agreed");
            bothChange(tenant, lead);

            // When
            Instant decidedAt = Instant.now();
            resolve(tenant, "EXTERNAL", 200);

            // Then
            ExternalLeadChanged change = TestEvents.awaitEvent("sync", lead.leadId(), ExternalLeadChanged.TYPE)
                    .payload(ExternalLeadChanged.class);
            assertThat(change.changedFields()).containsExactly("title");
            assertThat(change.title()).isEqualTo("Theirs");
            assertThat(change.changedAt()).isBefore(decidedAt);
        }
    }

    @Test
    void aFieldWithAnOwnerNeedsNobody() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            Map<String, Object> connection = tenant.newConnection();
            connection.put("fieldOwnership", Map.of("title", "INTERNAL"));
            tenant.connect(connection);

            // When
            LeadEvent lead = Leads.fresh("Agreed");
            UUID externalId = tenant.pushed(lead);
            tenant.pipedrive().account().changeLead(externalId, new JsonObject().put("title", "Theirs"));
            tenant.publish(LeadEvent.UPDATED, Leads.titled(lead, "Ours"));

            // Then
            Await.until(
                    "our title wins",
                    () -> tenant.remote(externalId).getString("title").equals("Ours"));
            assertThat(tenant.list("/sync/v1/conflicts")).isEmpty();
        }
    }

    private static UUID bothChange(SyncedTenant tenant, LeadEvent lead) {
        UUID externalId = tenant.pushed(lead);
        tenant.pipedrive().account().changeLead(externalId, new JsonObject().put("title", "Theirs"));
        tenant.publish(LeadEvent.UPDATED, Leads.titled(lead, "Ours"));
        Await.until("a conflict is raised", () -> !tenant.list("/sync/v1/conflicts?resolution=OPEN")
                .isEmpty());
        return externalId;
    }

    private static Map<String, Object> open(SyncedTenant tenant) {
        List<Map<String, Object>> conflicts = tenant.list("/sync/v1/conflicts?resolution=OPEN");
        assertThat(conflicts).hasSize(1);
        return conflicts.getFirst();
    }

    private static void resolve(SyncedTenant tenant, String resolution, int status) {
        tenant.asOwner()
                .body(Map.of("resolution", resolution))
                .post("/sync/v1/conflicts/" + open(tenant).get("id") + "/resolve")
                .then()
                .statusCode(status);
    }
}
