package io.tentabo.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.sync.Leads;
import io.tentabo.sync.SyncedTenant;
import io.tentabo.test.SettableClock;
import io.tentabo.test.TentaboInfrastructure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class UnreadableLeadTest {

    @Test
    void aCompleteReadingFindsWhatWasDeletedThoughAnotherLeadMakesNoSense() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent odd = Leads.fresh("Odd");
            LeadEvent nameless = Leads.fresh("Nameless");
            LeadEvent deleted = Leads.fresh("Deleted");
            UUID oddThere = tenant.pushed(odd);
            UUID namelessThere = tenant.pushed(nameless);
            UUID deletedThere = tenant.pushed(deleted);
            tenant.pipedrive().account().changeLead(oddThere, new JsonObject().put("expected_close_date", "soon"));
            tenant.pipedrive().account().changeLead(namelessThere, new JsonObject().putNull("id"));
            tenant.pipedrive().account().deleteLead(deletedThere);

            // When
            JsonPath run = tenant.pull(connection, "FULL");

            // Then
            assertThat(run.getString("status")).isEqualTo("PARTIAL");
            assertThat(run.getString("error")).isNull();
            assertThat(run.getInt("recordsFailed")).isEqualTo(2);
            assertThat(tenant.mappings(odd.leadId()).getFirst()).containsEntry("externalStatus", "LIVE");
            assertThat(tenant.mappings(nameless.leadId()).getFirst()).containsEntry("externalStatus", "LIVE");
            assertThat(tenant.mappings(deleted.leadId()).getFirst()).containsEntry("externalStatus", "DELETED");
        }
    }

    @Test
    void theWatermarkPassesALeadThatMakesNoSense() {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofHours(1));
        SettableClock clock = new SettableClock(start);
        try (SyncedTenant tenant = SyncedTenant.withClock(clock)) {
            // Given
            UUID connection = tenant.connect();
            UUID odd = tenant.pushed(Leads.fresh("Odd"));
            tenant.pipedrive().account().changeLead(odd, new JsonObject().put("expected_close_date", "soon"));
            clock.advance(Duration.ofMinutes(10));
            tenant.pushed(Leads.fresh("Sensible"));

            // When
            JsonPath run = tenant.pull(connection, "INCREMENTAL");

            // Then
            assertThat(run.getInt("recordsFailed")).isEqualTo(1);
            assertThat(Instant.parse(run.getString("watermarkTo"))).isEqualTo(start.plus(Duration.ofMinutes(10)));
        }
    }
}
