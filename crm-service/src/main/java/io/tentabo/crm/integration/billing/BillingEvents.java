package io.tentabo.crm.integration.billing;

import io.smallrye.mutiny.Uni;
import io.tentabo.crm.lead.LeadConversions;
import io.tentabo.kit.inbox.EventConsumer;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.inbox.Inbox;
import io.tentabo.model.event.OrderEvent;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Brings a conversion to its end whose order exists, even if nobody asks again. */
@ApplicationScoped
class BillingEvents implements EventConsumer {

    private final Inbox inbox;
    private final EventHandlers handlers;

    BillingEvents(Inbox inbox, LeadConversions conversions) {
        this.inbox = inbox;
        this.handlers = EventHandlers.named("crm-billing")
                .on(OrderEvent.CREATED, OrderEvent.class, (tx, event) -> conversions.learnOf(tx, event.payload()));
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
