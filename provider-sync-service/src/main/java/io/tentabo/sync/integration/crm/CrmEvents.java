package io.tentabo.sync.integration.crm;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.inbox.Event;
import io.tentabo.kit.inbox.EventConsumer;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.inbox.Inbox;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.LeadEvent;
import io.tentabo.sync.queue.PushWorker;
import io.tentabo.sync.queue.SyncQueue;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Puts every change of a lead into the queue. */
@ApplicationScoped
class CrmEvents implements EventConsumer {

    private final Inbox inbox;
    private final SyncQueue queue;
    private final PushWorker worker;
    private final EventHandlers handlers;

    CrmEvents(Inbox inbox, SyncQueue queue, PushWorker worker) {
        this.inbox = inbox;
        this.queue = queue;
        this.worker = worker;
        this.handlers = EventHandlers.named("sync-crm")
                .on(LeadEvent.CREATED, LeadEvent.class, this::changed)
                .on(LeadEvent.UPDATED, LeadEvent.class, this::changed)
                .on(LeadEvent.STATUS_CHANGED, LeadEvent.class, this::changed)
                .on(LeadEvent.CONVERTED, LeadEvent.class, this::changed)
                .on(LeadEvent.DELETED, LeadEvent.class, this::deleted);
    }

    @Override
    public EventHandlers handlers() {
        return handlers;
    }

    @Incoming("crm-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> record) {
        return inbox.consume(record, handlers);
    }

    private Uni<Void> changed(Transaction tx, Event<LeadEvent> event) {
        return enqueue(tx, event, false);
    }

    private Uni<Void> deleted(Transaction tx, Event<LeadEvent> event) {
        return enqueue(tx, event, true);
    }

    private Uni<Void> enqueue(Transaction tx, Event<LeadEvent> event, boolean deleted) {
        tx.afterCommit(() -> worker.wake(event.tenantId()));
        return queue.enqueue(tx, event.payload(), deleted);
    }
}
