package io.tentabo.crm.integration.billing;

import io.smallrye.mutiny.Uni;
import io.tentabo.crm.lead.LeadOrders;
import io.tentabo.kit.inbox.EventConsumer;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.inbox.Inbox;
import io.tentabo.model.event.OrderEvent;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Wins leads whose orders exist, even if nobody asks again, and gives those back whose orders are cancelled. */
@ApplicationScoped
class BillingEvents implements EventConsumer {

    private final Inbox inbox;
    private final EventHandlers handlers;

    BillingEvents(Inbox inbox, LeadOrders orders) {
        this.inbox = inbox;
        this.handlers = EventHandlers.named("crm-billing")
                .on(OrderEvent.CREATED, OrderEvent.class, (tx, event) -> orders.learnOf(tx, event.payload()))
                .on(OrderEvent.STATUS_CHANGED, OrderEvent.class, (tx, event) -> orders.learnOf(tx, event.payload()))
                .on(OrderEvent.DELETED, OrderEvent.class, (tx, event) -> orders.learnOfEnd(tx, event.payload()));
    }

    @Incoming("billing-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> record) {
        return inbox.consume(record, handlers);
    }

    @Override
    public EventHandlers handlers() {
        return handlers;
    }
}
