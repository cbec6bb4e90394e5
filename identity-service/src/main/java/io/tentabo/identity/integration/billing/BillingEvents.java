package io.tentabo.identity.integration.billing;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.channel.ChannelRecords;
import io.tentabo.identity.departure.DepartureAnswers;
import io.tentabo.identity.privacy.PrivacyAnswers;
import io.tentabo.kit.inbox.EventConsumer;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.inbox.Inbox;
import io.tentabo.model.event.ContractEvent;
import io.tentabo.model.event.InvoiceEvent;
import io.tentabo.model.event.OrderEvent;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Counts orders, contracts and invoices. */
@ApplicationScoped
class BillingEvents implements EventConsumer {

    private final Inbox inbox;
    private final EventHandlers handlers;

    BillingEvents(Inbox inbox, ChannelRecords records, DepartureAnswers departures, PrivacyAnswers privacy) {
        this.inbox = inbox;
        this.handlers = privacy.handledWith(departures.handledWith(EventHandlers.named("identity-billing")))
                .on(OrderEvent.CREATED, OrderEvent.class, (tx, event) -> records.apply(tx, event.payload()))
                .on(OrderEvent.UPDATED, OrderEvent.class, (tx, event) -> records.apply(tx, event.payload()))
                .on(OrderEvent.STATUS_CHANGED, OrderEvent.class, (tx, event) -> records.apply(tx, event.payload()))
                .on(OrderEvent.ACTIVATED, OrderEvent.class, (tx, event) -> records.apply(tx, event.payload()))
                .on(OrderEvent.DELETED, OrderEvent.class, (tx, event) -> records.remove(tx, event.payload()))
                .on(ContractEvent.CREATED, ContractEvent.class, (tx, event) -> records.apply(tx, event.payload()))
                .on(ContractEvent.UPDATED, ContractEvent.class, (tx, event) -> records.apply(tx, event.payload()))
                .on(InvoiceEvent.CREATED, InvoiceEvent.class, (tx, event) -> records.apply(tx, event.payload()))
                .on(InvoiceEvent.STATUS_CHANGED, InvoiceEvent.class, (tx, event) -> records.apply(tx, event.payload()));
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
