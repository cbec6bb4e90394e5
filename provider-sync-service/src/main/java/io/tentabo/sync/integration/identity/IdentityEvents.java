package io.tentabo.sync.integration.identity;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.inbox.EventConsumer;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.inbox.Inbox;
import io.tentabo.kit.lifecycle.TenantJobs;
import io.tentabo.kit.privacy.PersonJobs;
import io.tentabo.model.event.AuthProvidersChanged;
import io.tentabo.model.event.TenantChanged;
import io.tentabo.sync.tenant.TenantLimits;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Learns the limits of tenants. */
@ApplicationScoped
class IdentityEvents implements EventConsumer {

    private final Inbox inbox;
    private final EventHandlers handlers;

    IdentityEvents(Inbox inbox, TenantLimits limits, TenantJobs jobs, PersonJobs persons) {
        this.inbox = inbox;
        this.handlers = persons.handledWith(jobs.handledWith(EventHandlers.named("sync-identity")))
                .on(
                        TenantChanged.TYPE,
                        TenantChanged.class,
                        (tx, event) -> limits.apply(tx, event.payload(), event.time()))
                .on(
                        AuthProvidersChanged.TYPE,
                        AuthProvidersChanged.class,
                        (tx, event) -> limits.apply(tx, event.payload(), event.time()));
    }

    @Override
    public EventHandlers handlers() {
        return handlers;
    }

    @Incoming("identity-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> record) {
        return inbox.consume(record, handlers);
    }
}
