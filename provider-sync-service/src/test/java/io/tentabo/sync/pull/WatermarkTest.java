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
import io.tentabo.test.SettableClock;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.pipedrive.Fault;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class WatermarkTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void aChangeAfterTheInboxWasReadIsReadNextThoughTheArchiveShowsALaterOne() {
        SettableClock clock = new SettableClock(now());
        try (SyncedTenant tenant = SyncedTenant.withClock(clock)) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent changed = Leads.fresh("Ours");
            LeadEvent archived = Leads.fresh("Archived");
            UUID changedThere = tenant.pushed(changed);
            UUID archivedThere = tenant.pushed(archived);
            tenant.pull(connection, "INCREMENTAL");
            tenant.pipedrive().forgetRequests();
            tenant.pipedrive().faults().next(1, "GET", "/v1/leads/archived", new Fault.Delay(Duration.ofSeconds(2)));

            // When
            UUID first = tenant.startPull(connection, "INCREMENTAL");
            Await.until("the inbox is read", () -> tenant.pipedrive().requests().stream()
                    .anyMatch(request -> request.path().equals("/v1/leads")));
            clock.advance(MINUTE);
            tenant.pipedrive().account().changeLead(changedThere, new JsonObject().put("title", "Theirs"));
            clock.advance(MINUTE);
            tenant.pipedrive().account().changeLead(archivedThere, new JsonObject().put("is_archived", true));
            assertThat(tenant.finished(first).getString("status")).isEqualTo("SUCCESS");
            tenant.pull(connection, "INCREMENTAL");

            // Then
            assertThat(externalChange(archived).deleted()).isTrue();
            assertThat(externalChange(changed).title()).isEqualTo("Theirs");
        }
    }

    @Test
    void anArchivedLeadMovesTheWatermarkThoughTheInboxIsQuiet() {
        SettableClock clock = new SettableClock(now().minus(Duration.ofHours(1)));
        try (SyncedTenant tenant = SyncedTenant.withClock(clock)) {
            // Given
            UUID connection = tenant.connect();
            UUID archived = tenant.pushed(Leads.fresh("Archived"));
            clock.advance(MINUTE);
            tenant.pipedrive().account().changeLead(archived, new JsonObject().put("is_archived", true));

            // When
            JsonPath run = tenant.pull(connection, "INCREMENTAL");

            // Then
            assertThat(Instant.parse(run.getString("watermarkTo"))).isEqualTo(clock.instant());
        }
    }

    private static ExternalLeadChanged externalChange(LeadEvent lead) {
        return TestEvents.awaitEvent("sync", lead.leadId(), ExternalLeadChanged.TYPE)
                .payload(ExternalLeadChanged.class);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
