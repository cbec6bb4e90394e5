package io.tentabo.billing.integration.identity;

import io.smallrye.mutiny.Uni;
import io.tentabo.billing.channel.ChannelLinks;
import io.tentabo.billing.tenant.TenantSettings;
import io.tentabo.kit.inbox.EventConsumer;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.inbox.Inbox;
import io.tentabo.kit.lifecycle.TenantJobs;
import io.tentabo.kit.privacy.PersonJobs;
import io.tentabo.model.event.ChannelLinkChanged;
import io.tentabo.model.event.TenantChanged;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the read models of what identity owns. */
@ApplicationScoped
class IdentityEvents implements EventConsumer {

    private final Inbox inbox;
    private final EventHandlers handlers;

    IdentityEvents(Inbox inbox, ChannelLinks links, TenantSettings settings, TenantJobs jobs, PersonJobs persons) {
        this.inbox = inbox;
        this.handlers = persons.handledWith(jobs.handledWith(EventHandlers.named("billing-identity")))
                .on(ChannelLinkChanged.TYPE, ChannelLinkChanged.class, (tx, event) -> {
                    ChannelLinkChanged link = event.payload();
                    return links.apply(tx, link.distributorId(), link.partnerId(), link.active(), link.version());
                })
                .on(TenantChanged.TYPE, TenantChanged.class, (tx, event) -> {
                    TenantChanged tenant = event.payload();
                    return settings.apply(
                            tx, tenant.status(), tenant.timezone(), tenant.defaultCurrency(), event.time());
                });
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
