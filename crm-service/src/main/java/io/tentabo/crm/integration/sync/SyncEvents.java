package io.tentabo.crm.integration.sync;

import io.smallrye.mutiny.Uni;
import io.tentabo.crm.lead.LeadSyncs;
import io.tentabo.kit.inbox.EventConsumer;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.inbox.Inbox;
import io.tentabo.model.event.ExternalLeadChanged;
import io.tentabo.model.event.LeadPushed;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes over what the tenant's CRM provider knows of leads. */
@ApplicationScoped
class SyncEvents implements EventConsumer {

    private final Inbox inbox;
    private final EventHandlers handlers;

    SyncEvents(Inbox inbox, LeadSyncs syncs) {
        this.inbox = inbox;
        this.handlers = EventHandlers.named("crm-sync")
                .on(LeadPushed.TYPE, LeadPushed.class, (tx, event) -> syncs.pushed(tx, event.payload()))
                .on(
                        ExternalLeadChanged.TYPE,
                        ExternalLeadChanged.class,
                        (tx, event) -> syncs.changedOutside(tx, event.payload(), event.time()));
    }

    @Incoming("sync-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> record) {
        return inbox.consume(record, handlers);
    }

    @Override
    public EventHandlers handlers() {
        return handlers;
    }
}
