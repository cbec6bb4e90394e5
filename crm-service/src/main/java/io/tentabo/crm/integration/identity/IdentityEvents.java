package io.tentabo.crm.integration.identity;

import io.smallrye.mutiny.Uni;
import io.tentabo.crm.channel.ChannelLinks;
import io.tentabo.crm.directory.TenantSettings;
import io.tentabo.crm.directory.UserDirectory;
import io.tentabo.crm.lead.LeadHandovers;
import io.tentabo.kit.inbox.EventConsumer;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.inbox.Inbox;
import io.tentabo.kit.lifecycle.TenantJobs;
import io.tentabo.kit.privacy.PersonJobs;
import io.tentabo.model.event.ChannelLinkChanged;
import io.tentabo.model.event.TenantChanged;
import io.tentabo.model.event.UserChanged;
import io.tentabo.model.event.UserRemoved;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps what the CRM knows of tenants, users and channel links, and takes note of removed users' leads. */
@ApplicationScoped
class IdentityEvents implements EventConsumer {

    private final Inbox inbox;
    private final EventHandlers handlers;

    IdentityEvents(
            Inbox inbox,
            ChannelLinks links,
            UserDirectory users,
            TenantSettings tenants,
            LeadHandovers handovers,
            TenantJobs jobs,
            PersonJobs persons) {
        this.inbox = inbox;
        this.handlers = persons.handledWith(jobs.handledWith(EventHandlers.named("crm-identity")))
                .on(ChannelLinkChanged.TYPE, ChannelLinkChanged.class, (tx, event) -> links.apply(tx, event.payload()))
                .on(UserChanged.TYPE, UserChanged.class, (tx, event) -> users.apply(tx, event.payload()))
                .on(UserRemoved.TYPE, UserRemoved.class, (tx, event) -> handovers.begin(tx, event.payload()))
                .on(
                        TenantChanged.TYPE,
                        TenantChanged.class,
                        (tx, event) -> tenants.apply(tx, event.payload(), event.time()));
    }

    @Incoming("identity-events")
    Uni<Void> consume(ConsumerRecord<String, byte[]> record) {
        return inbox.consume(record, handlers);
    }

    @Override
    public EventHandlers handlers() {
        return handlers;
    }
}
