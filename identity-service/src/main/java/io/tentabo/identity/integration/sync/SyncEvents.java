package io.tentabo.identity.integration.sync;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.departure.DepartureAnswers;
import io.tentabo.identity.privacy.PrivacyAnswers;
import io.tentabo.identity.provider.KnownConnections;
import io.tentabo.kit.inbox.EventConsumer;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.inbox.Inbox;
import io.tentabo.model.event.ConnectionChanged;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Learns which connections tenants have, and what sync has exported and deleted of tenants that leave. */
@ApplicationScoped
class SyncEvents implements EventConsumer {

    private final Inbox inbox;
    private final EventHandlers handlers;

    SyncEvents(Inbox inbox, KnownConnections connections, DepartureAnswers departures, PrivacyAnswers privacy) {
        this.inbox = inbox;
        this.handlers = privacy.handledWith(departures.handledWith(EventHandlers.named("identity-sync")))
                .on(
                        ConnectionChanged.TYPE,
                        ConnectionChanged.class,
                        (tx, event) -> connections.apply(tx, event.payload()));
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
