package io.tentabo.sync.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.model.event.ExternalLeadChanged;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.sync.Await;
import io.tentabo.sync.Leads;
import io.tentabo.sync.SyncedTenant;
import io.tentabo.sync.connection.ConnectionAccess;
import io.tentabo.sync.mapping.InternalLead;
import io.tentabo.sync.provider.ProviderSession;
import io.tentabo.sync.provider.RemoteLead;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.TestEvents;
import io.tentabo.test.pipedrive.PipedriveRequest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** All that happens at Pipedrive happens within one second. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class LeadTakeoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Clock STANDING_STILL = Clock.fixed(NOW, ZoneOffset.UTC);

    @Inject
    LeadTakeover takeover;

    @Inject
    ConnectionAccess access;

    @Inject
    CallerContext callers;

    @Test
    void whatWasReadBeforeOurOwnWriteTakesNothingBack() {
        try (SyncedTenant tenant = SyncedTenant.withClock(STANDING_STILL)) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent before = Leads.fresh("Before");
            changedByUs(tenant, connection, before, "After");

            // When
            boolean changed = take(tenant, connection, read(tenant, before, NOW.minusSeconds(1)));

            // Then
            assertThat(changed).isFalse();
            assertThat(requestsForLeads(tenant)).isEmpty();
            assertIsStill("After", tenant, connection, before);
        }
    }

    @Test
    void whatWasReadInTheSecondOfOurOwnWriteIsReadAgain() {
        try (SyncedTenant tenant = SyncedTenant.withClock(STANDING_STILL)) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent before = Leads.fresh("Before");
            changedByUs(tenant, connection, before, "After");

            // When
            boolean changed = take(tenant, connection, read(tenant, before, NOW));

            // Then
            assertThat(changed).isFalse();
            assertThat(requestsForLeads(tenant)).containsExactly("GET");
            assertIsStill("After", tenant, connection, before);
        }
    }

    @Test
    void aChangeInTheSecondOfOurOwnWriteIsTakenOver() {
        try (SyncedTenant tenant = SyncedTenant.withClock(STANDING_STILL)) {
            // Given
            UUID connection = tenant.connect();
            LeadEvent before = Leads.fresh("Before");
            UUID externalId = changedByUs(tenant, connection, before, "After");
            tenant.pipedrive().account().changeLead(externalId, new JsonObject().put("title", "Theirs"));

            // When
            boolean changed = take(tenant, connection, read(tenant, Leads.titled(before, "Theirs"), NOW));

            // Then
            assertThat(changed).isTrue();
            assertThat(TestEvents.awaitEvent("sync", before.leadId(), ExternalLeadChanged.TYPE)
                            .payload(ExternalLeadChanged.class)
                            .title())
                    .isEqualTo("Theirs");
        }
    }

    /** The ledger has what Pipedrive has: reading it all again is an echo. */
    private static void assertIsStill(String title, SyncedTenant tenant, UUID connection, LeadEvent lead) {
        assertThat(tenant.remote(tenant.externalId(lead.leadId())).getString("title"))
                .isEqualTo(title);
        assertThat(tenant.pull(connection, "FULL").getInt("recordsWritten")).isZero();
        assertThat(tenant.list("/sync/v1/conflicts")).isEmpty();
    }

    private static List<String> requestsForLeads(SyncedTenant tenant) {
        return tenant.pipedrive().requests().stream()
                .filter(request -> request.path().startsWith("/v1/leads/"))
                .map(PipedriveRequest::method)
                .toList();
    }

    private static UUID changedByUs(SyncedTenant tenant, UUID connection, LeadEvent lead, String title) {
        UUID externalId = tenant.pushed(lead);
        tenant.publish(LeadEvent.UPDATED, Leads.titled(lead, title));
        Await.until(
                "the title has changed",
                () -> tenant.remote(externalId).getString("title").equals(title));
        Await.until("that is noted", () -> tenant.runs(connection, "PUSH").stream()
                .noneMatch(run -> "RUNNING".equals(run.get("status"))));
        tenant.pipedrive().forgetRequests();
        return externalId;
    }

    private static RemoteLead read(SyncedTenant tenant, LeadEvent lead, Instant updatedAt) {
        return new RemoteLead(
                tenant.externalId(lead.leadId()).toString(),
                InternalLead.of(lead).state(),
                updatedAt,
                lead.leadId());
    }

    private boolean take(SyncedTenant tenant, UUID connection, RemoteLead lead) {
        return callers.inBackground(Caller.system(tenant.id()), () -> access.of(connection)
                        .chain(to -> takeover.take(new ProviderSession(to), lead)))
                .await()
                .atMost(PATIENCE);
    }
}
