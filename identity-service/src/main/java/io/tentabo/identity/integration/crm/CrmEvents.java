package io.tentabo.identity.integration.crm;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.channel.ChannelRecords;
import io.tentabo.identity.departure.DepartureAnswers;
import io.tentabo.identity.privacy.PrivacyAnswers;
import io.tentabo.kit.inbox.EventConsumer;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.inbox.Inbox;
import io.tentabo.model.event.CustomerEvent;
import io.tentabo.model.event.LeadEvent;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Counts leads and customers. */
@ApplicationScoped
class CrmEvents implements EventConsumer {

    private final Inbox inbox;
    private final EventHandlers handlers;

    CrmEvents(Inbox inbox, ChannelRecords records, DepartureAnswers departures, PrivacyAnswers privacy) {
        this.inbox = inbox;
        this.handlers = privacy.handledWith(departures.handledWith(EventHandlers.named("identity-crm")))
                .on(LeadEvent.CREATED, LeadEvent.class, (tx, event) -> records.apply(tx, event.payload()))
                .on(LeadEvent.UPDATED, LeadEvent.class, (tx, event) -> records.apply(tx, event.payload()))
                .on(LeadEvent.STATUS_CHANGED, LeadEvent.class, (tx, event) -> records.apply(tx, event.payload()))
                .on(LeadEvent.CONVERTED, LeadEvent.class, (tx, event) -> records.apply(tx, event.payload()))
                .on(LeadEvent.DELETED, LeadEvent.class, (tx, event) -> records.remove(tx, event.payload()))
                .on(CustomerEvent.CREATED, CustomerEvent.class, (tx, event) -> records.apply(tx, event.payload()))
                .on(CustomerEvent.UPDATED, CustomerEvent.class, (tx, event) -> records.apply(tx, event.payload()))
                .on(
                        CustomerEvent.STATUS_CHANGED,
                        CustomerEvent.class,
                        (tx, event) -> records.apply(tx, event.payload()))
                .on(CustomerEvent.DELETED, CustomerEvent.class, (tx, event) -> records.remove(tx, event.payload()));
    }

    @Incoming("crm-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> record) {
        return inbox.consume(record, handlers);
    }

    @Override
    public EventHandlers handlers() {
        return handlers;
    }
}
