package io.tentabo.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tentabo.model.event.ExternalLeadChanged;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.sync.Await;
import io.tentabo.sync.Leads;
import io.tentabo.sync.SyncedTenant;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.pipedrive.Fault;
import io.tentabo.test.pipedrive.PipedriveRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class PullTest {

    @Test
    void aChangeMadeInPipedriveIsAnnounced() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent lead = Leads.fresh("Ours");
            UUID externalId = tenant.pushed(lead);

            // When
            tenant.pipedrive().account().changeLead(externalId, new JsonObject().put("title", "Theirs"));
            JsonPath run = tenant.pull(connection, "INCREMENTAL");

            // Then
            assertThat(run.getString("status")).isEqualTo("SUCCESS");
            assertThat(run.getInt("recordsWritten")).isEqualTo(1);
            ExternalLeadChanged change = TestEvents.awaitEvent("sync", lead.leadId(), ExternalLeadChanged.TYPE)
                    .payload(ExternalLeadChanged.class);
            assertThat(change.changedFields()).containsExactly("title");
            assertThat(change.title()).isEqualTo("Theirs");
            assertThat(change.deleted()).isFalse();
        }
    }

    @Test
    void whatWeWroteOurselvesIsAnEcho() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent lead = Leads.fresh("Echo");
            tenant.pushed(lead);

            // When
            JsonPath run = tenant.pull(connection, "INCREMENTAL");

            // Then
            assertThat(run.getInt("recordsRead")).isEqualTo(1);
            assertThat(run.getInt("recordsSkipped")).isEqualTo(1);
            assertThat(run.getInt("recordsWritten")).isZero();
            assertThat(TestEvents.eventsOf("sync", lead.leadId(), Duration.ofSeconds(1)))
                    .noneMatch(event -> event.type().equals(ExternalLeadChanged.TYPE));
        }
    }

    @Test
    void whatWasTakenOverIsNotSentBack() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent lead = Leads.fresh("Ours");
            UUID externalId = tenant.pushed(lead);
            tenant.pipedrive().account().changeLead(externalId, new JsonObject().put("title", "Theirs"));
            tenant.pull(connection, "INCREMENTAL");
            tenant.pipedrive().forgetRequests();

            // When
            tenant.publish(LeadEvent.UPDATED, Leads.titled(lead, "Theirs"));

            // Then
            Await.until(
                    "the lead was compared",
                    () -> !tenant.pipedrive().requests().isEmpty());
            Await.until("the push is logged", () -> tenant.runs(connection, "PUSH").stream()
                    .noneMatch(run -> "RUNNING".equals(run.get("status"))));
            assertThat(tenant.pipedrive().requests())
                    .extracting(PipedriveRequest::method)
                    .doesNotContain("PATCH");
        }
    }

    @Test
    void aReadingBeginsAtTheWatermarkOfTheLast() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            tenant.pushed(Leads.fresh("Known"));
            JsonPath first = tenant.pull(connection, "INCREMENTAL");
            tenant.pipedrive().forgetRequests();

            // When
            JsonPath second = tenant.pull(connection, "INCREMENTAL");

            // Then
            assertThat(first.getString("watermarkTo")).isNotNull();
            assertThat(second.getString("watermarkFrom")).isNotNull();
            assertThat(tenant.pipedrive().requests())
                    .anyMatch(request ->
                            request.path().equals("/v1/leads") && request.uri().contains("updated_since"));
        }
    }

    @Test
    void everyPageIsRead() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            leads(tenant, 1_203);

            // When
            JsonPath run = tenant.pull(connection, "FULL");

            // Then
            assertThat(run.getString("status")).isEqualTo("SUCCESS");
            assertThat(run.getInt("recordsRead")).isEqualTo(1_203);
            assertThat(run.getInt("recordsSkipped")).isEqualTo(1_203);
        }
    }

    @Test
    void aReadingThatReachesItsBoundIsFinishedByTheNextRun() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent deleted = Leads.fresh("Deleted");
            LeadEvent changed = Leads.fresh("Changed");
            UUID deletedThere = tenant.pushed(deleted);
            UUID changedThere = tenant.pushed(changed);
            leads(tenant, 2_800);
            tenant.pipedrive().account().deleteLead(deletedThere);
            tenant.pipedrive().account().changeLead(changedThere, new JsonObject().put("title", "Theirs"));

            // When
            JsonPath first = tenant.pull(connection, "FULL");
            List<Map<String, Object>> between = tenant.mappings(deleted.leadId());
            JsonPath second = tenant.pull(connection, "INCREMENTAL");

            // Then
            assertThat(first.getString("status")).isEqualTo("PARTIAL");
            assertThat(first.getInt("recordsRead")).isBetween(2_000, 2_500);
            assertThat(first.getString("watermarkTo")).isNull();
            assertThat(between.getFirst()).containsEntry("externalStatus", "LIVE");
            assertThat(second.getString("status")).isEqualTo("SUCCESS");
            assertThat(second.getInt("recordsRead")).isLessThan(1_300);
            assertThat(first.getInt("recordsRead") + second.getInt("recordsRead"))
                    .isGreaterThanOrEqualTo(2_802);
            assertThat(TestEvents.awaitEvent("sync", changed.leadId(), ExternalLeadChanged.TYPE)
                            .payload(ExternalLeadChanged.class)
                            .title())
                    .isEqualTo("Theirs");
            assertThat(tenant.mappings(deleted.leadId()).getFirst()).containsEntry("externalStatus", "DELETED");
        }
    }

    @Test
    void whatIsLeftOfAReadingIsForgottenWhenItsConnectionIsActivatedAnew() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            leads(tenant, 2_600);
            JsonPath first = tenant.pull(connection, "FULL");

            // When
            tenant.connectionAction(connection, "deactivate").statusCode(200);
            tenant.connectionAction(connection, "activate").statusCode(200);
            Await.until("what is read next is over", () -> tenant.runs(connection, "PULL").stream()
                    .anyMatch(run -> isAfter(run, first) && !"RUNNING".equals(run.get("status"))));

            // Then
            assertThat(tenant.runs(connection, "PULL").stream().filter(run -> isAfter(run, first)))
                    .last()
                    .satisfies(next -> assertThat((int) next.get("recordsRead")).isGreaterThanOrEqualTo(2_000));
        }
    }

    private static boolean isAfter(Map<String, Object> run, JsonPath other) {
        return run.get("startedAt").toString().compareTo(other.getString("startedAt")) > 0;
    }

    @Test
    void afterAReadingInSeveralRunsTheNextBeginsAtTheWatermark() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            leads(tenant, 2_600);
            tenant.pull(connection, "FULL");
            JsonPath last = tenant.pull(connection, "INCREMENTAL");

            // When
            JsonPath next = tenant.pull(connection, "INCREMENTAL");

            // Then
            assertThat(last.getString("watermarkTo")).isNotNull();
            assertThat(next.getString("watermarkFrom")).isNotNull();
        }
    }

    @Test
    void aLeadDeletedInPipedriveIsFoundByACompleteReading() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent lead = Leads.fresh("Gone");
            UUID externalId = tenant.pushed(lead);

            // When
            tenant.pipedrive().account().deleteLead(externalId);
            tenant.pull(connection, "FULL");

            // Then
            ExternalLeadChanged change = TestEvents.awaitEvent("sync", lead.leadId(), ExternalLeadChanged.TYPE)
                    .payload(ExternalLeadChanged.class);
            assertThat(change.deleted()).isTrue();
            assertThat(tenant.mappings(lead.leadId()).getFirst()).containsEntry("externalStatus", "DELETED");
        }
    }

    @Test
    void anArchivedLeadCountsAsRemoved() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent lead = Leads.fresh("Archived");
            UUID externalId = tenant.pushed(lead);

            // When
            tenant.pipedrive().account().changeLead(externalId, new JsonObject().put("is_archived", true));
            tenant.pull(connection, "INCREMENTAL");

            // Then
            assertThat(TestEvents.awaitEvent("sync", lead.leadId(), ExternalLeadChanged.TYPE)
                            .payload(ExternalLeadChanged.class)
                            .deleted())
                    .isTrue();
        }
    }

    @Test
    void aReadingThatBreaksOffIsReportedAndMovesNoWatermark() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            tenant.pushed(Leads.fresh("Broken"));
            tenant.pipedrive().faults().next(1, "GET", "/v1/leads", new Fault.Refuse(500));

            // When
            JsonPath run = tenant.pull(connection, "INCREMENTAL");

            // Then
            assertThat(run.getString("status")).isEqualTo("FAILED");
            assertThat(run.getString("error")).contains("500");
            assertThat(run.getString("watermarkTo")).isNull();
        }
    }

    @Test
    void twoReadingsNeverRunAtOnce() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            tenant.pipedrive().faults().next(1, "GET", "/v1/leads", new Fault.Delay(Duration.ofSeconds(1)));

            // When
            List<Integer> answers = List.of(start(tenant, connection), start(tenant, connection));

            // Then
            assertThat(answers).containsExactly(202, 409);
        }
    }

    private static void leads(SyncedTenant tenant, int count) {
        long organization = tenant.pipedrive()
                .account()
                .createOrganization(new JsonObject().put("name", "Many"))
                .getLong("id");
        for (int i = 0; i < count; i++) {
            tenant.pipedrive()
                    .account()
                    .createLead(new JsonObject().put("title", "Lead " + i).put("organization_id", organization));
        }
    }

    private static int start(SyncedTenant tenant, UUID connection) {
        return tenant.asOwner()
                .body(Map.of("type", "MANUAL"))
                .post("/sync/v1/connections/" + connection + "/runs")
                .statusCode();
    }
}
