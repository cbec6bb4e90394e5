package io.tentabo.sync.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.sync.Leads;
import io.tentabo.sync.SyncedTenant;
import io.tentabo.sync.mapping.Reconciliation.Outcome;
import io.tentabo.sync.provider.LeadField;
import io.tentabo.sync.provider.LeadState;
import io.tentabo.sync.provider.RemoteLead;
import io.tentabo.test.TentaboInfrastructure;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class ReconciliationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PROVIDER = "pipedrive";
    private static final Instant AGREED_AT = Instant.parse("2026-11-02T09:00:00Z");

    @Inject
    Reconciliation reconciliation;

    @Inject
    LeadMappings mappings;

    @Inject
    Transactions transactions;

    @Inject
    CallerContext callers;

    @Test
    void aConflictThatIsDecidedWhileAnotherFieldIsSentIsNotForgotten() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            LeadEvent agreed = Leads.fresh("Agreed");
            UUID mapping = mapped(tenant, agreed);
            InternalLead ours = InternalLead.of(Leads.valued(Leads.titled(agreed, "Ours"), "900.00"));
            RemoteLead theirs = titled(agreed, "Theirs", 1);
            Outcome beforeTheDecision = compare(tenant, mapping, ours, theirs);

            // When
            decideForUs(tenant);
            RemoteLead answer = valued(theirs, "900.00", 2);
            write(tenant, tx -> found(tx, mapping)
                    .chain(current -> reconciliation.sent(tx, current, ours, answer, beforeTheDecision.send())));

            // Then
            assertThat(beforeTheDecision.send()).containsExactly(LeadField.VALUE);
            assertThat(beforeTheDecision.conflicting()).isTrue();
            assertThat(compare(tenant, mapping, ours, answer).send()).containsExactly(LeadField.TITLE);
        }
    }

    @Test
    void whatWasChangedThereWhileAnotherFieldWasSentIsTakenOver() {
        try (SyncedTenant tenant = new SyncedTenant()) {
            // Given
            LeadEvent agreed = Leads.fresh("Agreed");
            UUID mapping = mapped(tenant, agreed);
            InternalLead ours = InternalLead.of(Leads.valued(agreed, "900.00"));
            Set<LeadField> fields =
                    compare(tenant, mapping, ours, titled(agreed, "Agreed", 0)).send();

            // When
            RemoteLead answer = valued(titled(agreed, "Theirs", 1), "900.00", 1);
            write(tenant, tx -> found(tx, mapping)
                    .chain(current -> reconciliation.sent(tx, current, ours, answer, fields)));

            // Then
            Outcome next = compare(tenant, mapping, ours, answer);
            assertThat(next.announced()).isTrue();
            assertThat(next.send()).isEmpty();
        }
    }

    private UUID mapped(SyncedTenant tenant, LeadEvent lead) {
        UUID connection = tenant.createConnection();
        InternalLead ours = InternalLead.of(lead);
        return write(
                tenant, tx -> mappings.map(tx, connection, lead.leadId(), ours.state(), titled(lead, lead.title(), 0))
                        .chain(() -> mappings.ofLead(tx, connection, lead.leadId()))
                        .map(mapping -> mapping.orElseThrow().id()));
    }

    private Outcome compare(SyncedTenant tenant, UUID mapping, InternalLead ours, RemoteLead theirs) {
        return write(tenant, tx -> found(tx, mapping)
                .chain(current -> reconciliation.compare(tx, PROVIDER, current, ours, theirs)));
    }

    private static void decideForUs(SyncedTenant tenant) {
        Object conflict =
                tenant.list("/sync/v1/conflicts?resolution=OPEN").getFirst().get("id");
        tenant.asOwner()
                .body(Map.of("resolution", "INTERNAL"))
                .post("/sync/v1/conflicts/" + conflict + "/resolve")
                .then()
                .statusCode(200);
    }

    private Uni<LeadMapping> found(Transaction tx, UUID mapping) {
        return mappings.find(tx, mapping).map(found -> found.orElseThrow());
    }

    private static RemoteLead titled(LeadEvent lead, String title, int minutesLater) {
        LeadState state = InternalLead.of(Leads.titled(lead, title)).state();
        return new RemoteLead(
                lead.leadId().toString(), state, AGREED_AT.plusSeconds(60L * minutesLater), lead.leadId());
    }

    private static RemoteLead valued(RemoteLead lead, String value, int minutesLater) {
        LeadState state = lead.state();
        return new RemoteLead(
                lead.id(),
                new LeadState(
                        state.title(),
                        new BigDecimal(value),
                        state.currency(),
                        state.expectedCloseDate(),
                        state.archived()),
                AGREED_AT.plusSeconds(60L * minutesLater),
                lead.marker());
    }

    private <T> T write(SyncedTenant tenant, Function<Transaction, Uni<T>> work) {
        return callers.inBackground(Caller.system(tenant.id()), () -> transactions.write(work))
                .await()
                .atMost(PATIENCE);
    }
}
