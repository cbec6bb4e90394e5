package io.tentabo.sync.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.sync.Await;
import io.tentabo.sync.Leads;
import io.tentabo.sync.SyncedTenant;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.pipedrive.Fault;
import io.tentabo.test.pipedrive.PipedriveRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a connection sends nothing although leads wait. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class SilenceTest {

    @Test
    void aRevokedTokenSilencesTheConnectionForLongerAndLonger() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            tenant.pushed(Leads.fresh("First of all"));
            tenant.pipedrive().acceptToken("another");
            List<LeadEvent> leads = IntStream.range(0, 5)
                    .mapToObj(i -> Leads.fresh("Lead " + i))
                    .toList();

            // When
            leads.forEach(lead -> tenant.publish(LeadEvent.CREATED, lead));

            // Then
            Await.until("the silence has grown", () -> pausedUntil(tenant, connection)
                    .anyMatch(end -> end.isAfter(Instant.now().plusSeconds(2))));
            assertThat(tenant.connection(connection).getString("health.status")).isEqualTo("OFFLINE");
            tenant.pipedrive().acceptToken(SyncedTenant.API_TOKEN);
            Await.until("all leads are pushed", () -> leads.stream()
                    .noneMatch(lead -> tenant.mappings(lead.leadId()).isEmpty()));
        }
    }

    @Test
    void anActivationEndsTheSilenceAndItsGrowth() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            tenant.pipedrive().acceptToken("another");
            LeadEvent lead = Leads.fresh("Patient");
            tenant.publish(LeadEvent.CREATED, lead);
            Await.until(
                    "the connection is silent",
                    () -> pausedUntil(tenant, connection).findFirst().isPresent());

            // When
            tenant.connectionAction(connection, "deactivate").statusCode(200);
            tenant.pipedrive().acceptToken(SyncedTenant.API_TOKEN);
            tenant.connectionAction(connection, "activate").statusCode(200);

            // Then
            assertThat(pausedUntil(tenant, connection)).isEmpty();
            Await.until(
                    "the lead is pushed", () -> !tenant.mappings(lead.leadId()).isEmpty());
        }
    }

    @Test
    void aLongSilenceThatPipedriveAsksForIsKeptWithoutAskingAgain() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            tenant.pushed(Leads.fresh("First of all"));
            tenant.pipedrive().faults().next(1_000, "POST", "/v1/leads", new Fault.Refuse(429, Duration.ofHours(1)));

            // When
            tenant.publish(LeadEvent.CREATED, Leads.fresh("Patient"));

            // Then
            Await.until("the connection is silent", () -> pausedUntil(tenant, connection)
                    .anyMatch(end -> end.isAfter(Instant.now().plus(Duration.ofMinutes(50)))));
            assertThat(tenant.pipedrive().requests())
                    .extracting(PipedriveRequest::status)
                    .containsOnlyOnce(429);
        }
    }

    @Test
    void anOutageOfStatedLengthIsWaitedFor() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            tenant.pushed(Leads.fresh("First of all"));
            tenant.pipedrive().faults().next(1, "POST", "/v1/leads", new Fault.Refuse(503, Duration.ofMinutes(20)));

            // When
            tenant.publish(LeadEvent.CREATED, Leads.fresh("Patient"));

            // Then
            Await.until("the connection is silent", () -> pausedUntil(tenant, connection)
                    .anyMatch(end -> end.isAfter(Instant.now().plus(Duration.ofMinutes(15)))));
        }
    }

    @Test
    void whatIsRefusedBeforeTheFirstLeadSilencesTheConnection() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            UUID connection = tenant.connect();
            tenant.pipedrive().faults().next(1_000, "GET", "/api/v2/dealFields", new Fault.Refuse(400));

            // When
            tenant.publish(LeadEvent.CREATED, Leads.fresh("Patient"));

            // Then
            Await.until(
                    "the connection is silent",
                    () -> pausedUntil(tenant, connection).findFirst().isPresent());
        }
    }

    /** Nothing when the connection need not be silent. */
    private static Stream<Instant> pausedUntil(SyncedTenant tenant, UUID connection) {
        return Stream.ofNullable(tenant.connection(connection).getString("pausedUntil"))
                .map(Instant::parse);
    }
}
