package io.tentabo.billing.integration.crm;

import io.smallrye.mutiny.Uni;
import io.tentabo.billing.customer.CustomerDirectory;
import io.tentabo.kit.inbox.EventConsumer;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.inbox.Inbox;
import io.tentabo.model.event.CustomerEvent;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the read model of the customers, whom the CRM owns. */
@ApplicationScoped
class CrmEvents implements EventConsumer {

    private final Inbox inbox;
    private final EventHandlers handlers;

    CrmEvents(Inbox inbox, CustomerDirectory customers) {
        this.inbox = inbox;
        this.handlers = EventHandlers.named("billing-crm")
                .on(CustomerEvent.CREATED, CustomerEvent.class, (tx, event) -> customers.apply(tx, event.payload()))
                .on(CustomerEvent.UPDATED, CustomerEvent.class, (tx, event) -> customers.apply(tx, event.payload()))
                .on(
                        CustomerEvent.STATUS_CHANGED,
                        CustomerEvent.class,
                        (tx, event) -> customers.apply(tx, event.payload()))
                .on(CustomerEvent.DELETED, CustomerEvent.class, (tx, event) -> customers.remove(tx, event.payload()));
    }

    @Override
    public EventHandlers handlers() {
        return handlers;
    }

    @Incoming("crm-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> record) {
        return inbox.consume(record, handlers);
    }
}
