package io.tentabo.sync.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.sync.Leads;
import io.tentabo.test.TentaboInfrastructure;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The tenant has no connection, so that no worker takes anything from its queue. */
@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class SyncQueueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final UUID tenant = Ids.next();

    @Inject
    SyncQueue queue;

    @Inject
    Transactions transactions;

    @Inject
    CallerContext callers;

    @Test
    void aDeletionThatArrivesDuringAPushIsStillToBeSentThoughItCarriesTheVersionThatWasPushed() {
        // Given
        LeadEvent lead = Leads.fresh("Mistake");
        enqueue(lead, false);
        QueuedLead push = claim().getFirst();

        // When
        enqueue(lead, true);
        List<QueuedLead> duringThePush = claim();
        write(tx -> queue.done(tx, push));

        // Then
        assertThat(duringThePush).isEmpty();
        assertThat(claim()).singleElement().satisfies(next -> {
            assertThat(next.leadId()).isEqualTo(lead.leadId());
            assertThat(next.deleted()).isTrue();
        });
    }

    @Test
    void aDeletionThatArrivesDuringARefusedPushIsTriedAllTheSame() {
        // Given
        LeadEvent lead = Leads.fresh("Mistake");
        enqueue(lead, false);
        QueuedLead push = claim().getFirst();

        // When
        enqueue(lead, true);
        write(tx -> queue.failed(tx, push, "Refused.", true, Duration.ZERO));

        // Then
        assertThat(claim()).singleElement().satisfies(next -> assertThat(next.deleted())
                .isTrue());
    }

    @Test
    void whatIsWokenDuringAPushIsComparedAgain() {
        // Given
        LeadEvent lead = Leads.fresh("Decided meanwhile");
        enqueue(lead, false);
        QueuedLead push = claim().getFirst();

        // When
        write(tx -> queue.wake(tx, lead.leadId()));
        write(tx -> queue.done(tx, push));

        // Then
        assertThat(claim()).extracting(QueuedLead::leadId).containsExactly(lead.leadId());
    }

    @Test
    void whatWasSentIsNotSentAgain() {
        // Given
        enqueue(Leads.fresh("Once"), false);
        QueuedLead push = claim().getFirst();

        // When
        write(tx -> queue.done(tx, push));

        // Then
        assertThat(claim()).isEmpty();
    }

    private void enqueue(LeadEvent lead, boolean deleted) {
        write(tx -> queue.enqueue(tx, lead, deleted));
    }

    private List<QueuedLead> claim() {
        return write(tx -> queue.claim(tx, UUID.randomUUID(), Duration.ofMinutes(5), 10));
    }

    private <T> T write(Function<Transaction, Uni<T>> work) {
        return callers.inBackground(Caller.system(tenant), () -> transactions.write(work))
                .await()
                .atMost(PATIENCE);
    }
}
