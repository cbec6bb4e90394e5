package io.tentabo.sync.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.model.event.LeadPushed;
import io.tentabo.sync.Await;
import io.tentabo.sync.Leads;
import io.tentabo.sync.SyncedTenant;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.pipedrive.Fault;
import io.tentabo.test.pipedrive.PipedriveOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class PushTest {

    @Test
    void aNewLeadIsPushedWithItsOrganizationAndPerson() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent lead = Leads.fresh("Cellar storage");

            // When
            UUID externalId = tenant.pushed(lead);

            // Then
            JsonObject remote = tenant.remote(externalId);
            assertThat(remote.getString("title")).isEqualTo("Cellar storage");
            assertThat(remote.getJsonObject("value").getDouble("amount")).isEqualTo(1200.5);
            assertThat(remote.getJsonObject("value").getString("currency")).isEqualTo("EUR");
            assertThat(tenant.pipedrive()
                            .account()
                            .organization(remote.getLong("organization_id"))
                            .getString("name"))
                    .isEqualTo("Harborview Cellars");
            assertThat(tenant.pipedrive()
                            .account()
                            .person(remote.getLong("person_id"))
                            .getString("name"))
                    .isEqualTo("Ada Harbor");
            LeadPushed pushed = TestEvents.awaitEvent("sync", lead.leadId(), LeadPushed.TYPE)
                    .payload(LeadPushed.class);
            assertThat(pushed.status()).isEqualTo("SYNCED");
            assertThat(pushed.externalId()).isEqualTo(externalId.toString());
            assertThat(pushed.connectionId()).isEqualTo(connection);
            assertThat(tenant.connection(connection).getInt("usageToday.tokens"))
                    .isGreaterThan(0);
        }
    }

    @Test
    void twoLeadsOfOneCompanyShareItsOrganizationAndPerson() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            tenant.connect();

            // When
            tenant.pushed(Leads.fresh("First"));
            tenant.pushed(Leads.fresh("Second"));

            // Then
            assertThat(tenant.pipedrive().account().organizations()).hasSize(1);
            assertThat(tenant.pipedrive().account().persons()).hasSize(1);
            assertThat(tenant.pipedrive().account().leads()).hasSize(2);
        }
    }

    @Test
    void aChangeIsSentAsAPatchOfWhatChanged() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            tenant.connect();
            LeadEvent lead = Leads.fresh("Before");
            UUID externalId = tenant.pushed(lead);

            // When
            tenant.publish(LeadEvent.UPDATED, Leads.titled(lead, "After"));

            // Then
            Await.until(
                    "the title has changed",
                    () -> tenant.remote(externalId).getString("title").equals("After"));
            assertThat(tenant.pipedrive().account().leads()).hasSize(1);
        }
    }

    @Test
    void aClosedLeadIsArchived() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            tenant.connect();
            LeadEvent lead = Leads.fresh("Won soon");
            UUID externalId = tenant.pushed(lead);

            // When
            tenant.publish(LeadEvent.STATUS_CHANGED, Leads.inStatus(lead, "WON"));

            // Then
            Await.until("the lead is archived", () -> tenant.remote(externalId).getBoolean("is_archived"));
        }
    }

    @Test
    void aDeletedLeadIsDeletedThere() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            tenant.connect();
            LeadEvent lead = Leads.fresh("Mistake");
            tenant.pushed(lead);

            // When
            tenant.publish(LeadEvent.DELETED, lead);

            // Then
            Await.until(
                    "the lead is gone",
                    () -> tenant.pipedrive().account().leads().isEmpty());
            Await.until(
                    "its mapping is gone", () -> tenant.mappings(lead.leadId()).isEmpty());
        }
    }

    @Test
    void aLostResponseLeadsToNoDuplicate() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            tenant.connect();
            tenant.pipedrive()
                    .faults()
                    .next(1, "POST", "/api/v2/organizations", new Fault.LoseResponse())
                    .next(1, "POST", "/api/v2/persons", new Fault.LoseResponse())
                    .next(1, "POST", "/v1/leads", new Fault.LoseResponse());
            LeadEvent lead = Leads.fresh("Only once");

            // When
            UUID externalId = tenant.pushed(lead);

            // Then
            assertThat(tenant.pipedrive().account().organizations()).hasSize(1);
            assertThat(tenant.pipedrive().account().persons()).hasSize(1);
            assertThat(tenant.pipedrive().account().leads()).hasSize(1);
            assertThat(tenant.remote(externalId).getString("title")).isEqualTo("Only once");
        }
    }

    @Test
    void aNewActivationStillLooksForWhatALostResponseHasLeft() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent lead = Leads.fresh("Only once");
            loseTheResponse(tenant, lead);

            // When
            tenant.connectionAction(connection, "deactivate").statusCode(200);
            tenant.pipedrive().faults().clear();
            tenant.connectionAction(connection, "activate").statusCode(200);

            // Then
            Await.until(
                    "the lead is mapped", () -> !tenant.mappings(lead.leadId()).isEmpty());
            assertThat(remotes(tenant, lead)).hasSize(1);
        }
    }

    @Test
    void aDeletedLeadIsDeletedThereThoughItsIdWasNeverLearnt() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            tenant.connect();
            LeadEvent lead = Leads.fresh("Mistake");
            loseTheResponse(tenant, lead);

            // When
            tenant.publish(LeadEvent.DELETED, lead);
            tenant.pipedrive().faults().clear();

            // Then
            Await.until("the lead is gone", () -> remotes(tenant, lead).isEmpty());
        }
    }

    @Test
    void aLeadThatIsClosedAfterALostResponseIsArchivedThere() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            tenant.connect();
            LeadEvent lead = Leads.fresh("Lost soon");
            loseTheResponse(tenant, lead);

            // When
            tenant.publish(LeadEvent.STATUS_CHANGED, Leads.inStatus(lead, "LOST"));
            tenant.pipedrive().faults().clear();

            // Then
            Await.until(
                    "the lead is archived",
                    () -> remotes(tenant, lead).getFirst().getBoolean("is_archived"));
        }
    }

    @Test
    void aRefusedLeadIsReportedAndNotRepeated() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            tenant.connect();
            tenant.pipedrive().faults().next(1, "POST", "/v1/leads", new Fault.Refuse(400));
            LeadEvent lead = Leads.fresh("Refused");

            // When
            tenant.publish(LeadEvent.CREATED, lead);

            // Then
            LeadPushed pushed = TestEvents.awaitEvent("sync", lead.leadId(), LeadPushed.TYPE)
                    .payload(LeadPushed.class);
            assertThat(pushed.status()).isEqualTo("FAILED");
            assertThat(pushed.error()).contains("400");
            assertThat(tenant.pipedrive().account().leads()).isEmpty();
        }
    }

    @Test
    void tooManyRequestsAreWaitedOut() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            tenant.pipedrive().faults().next(2, "POST", "/v1/leads", new Fault.Refuse(429));

            // When
            tenant.pushed(Leads.fresh("Patient"));

            // Then
            assertThat(tenant.pipedrive().account().leads()).hasSize(1);
            Await.until(
                    "the waiting is logged",
                    () -> tenant.connection(connection).getLong("usageToday.throttledMs") >= 2_000);
        }
    }

    @Test
    void theBurstWindowIsNeverOverrun() {
        try (SyncedTenant tenant = new SyncedTenant(
                PipedriveOptions.withToken(SyncedTenant.API_TOKEN).burst(5, Duration.ofSeconds(2)))) {
            // Given
            tenant.connect();

            // When
            for (int i = 0; i < 3; i++) {
                tenant.pushed(Leads.fresh("Lead " + i));
            }

            // Then
            assertThat(tenant.pipedrive().requests())
                    .filteredOn(request -> request.status() == 429)
                    .hasSizeLessThanOrEqualTo(2);
            assertThat(tenant.pipedrive().requests()).noneMatch(request -> request.status() == 403);
        }
    }

    @Test
    void aBlockingPageSilencesTheConnectionForAWhile() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            tenant.pipedrive().faults().next(1, "POST", "/v1/leads", new Fault.Block());

            // When
            LeadEvent lead = Leads.fresh("Later");
            tenant.publish(LeadEvent.CREATED, lead);
            Await.until("the connection is degraded", () -> tenant.connection(connection)
                    .getString("health.status")
                    .equals("DEGRADED"));
            Instant blockedAt = tenant.pipedrive().requests().getLast().at();
            String pausedUntil = tenant.connection(connection).getString("pausedUntil");

            // Then
            assertThat(pausedUntil).isNotNull();
            Await.until(
                    "the lead is pushed", () -> !tenant.mappings(lead.leadId()).isEmpty());
            assertThat(tenant.pipedrive().requests().stream()
                            .filter(request -> request.at().isAfter(blockedAt))
                            .findFirst()
                            .orElseThrow()
                            .at())
                    .isAfter(blockedAt.plusSeconds(2));
            assertThat(tenant.pipedrive().account().leads()).hasSize(1);
        }
    }

    /** Creates a lead there without our learning it, and lets nobody look for it before the faults are cleared. */
    private static void loseTheResponse(SyncedTenant tenant, LeadEvent lead) {
        // What is read once after an activation is read with the first lead.
        tenant.pushed(Leads.fresh("First of all"));
        tenant.pipedrive()
                .faults()
                .next(1, "POST", "/v1/leads", new Fault.LoseResponse())
                .next(1_000, "GET", "/v1/leads", new Fault.Refuse(503));
        tenant.publish(LeadEvent.CREATED, lead);
        Await.until("the lead is there", () -> !remotes(tenant, lead).isEmpty());
    }

    private static List<JsonObject> remotes(SyncedTenant tenant, LeadEvent lead) {
        return tenant.pipedrive().account().leads().stream()
                .filter(remote -> lead.title().equals(remote.getString("title")))
                .toList();
    }
}
