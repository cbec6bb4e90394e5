package io.tentabo.crm.lead;

import io.smallrye.mutiny.Uni;
import io.tentabo.crm.channel.ChannelLinks;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What the order desk lets a caller do about a lead's order: its rules, as far as conversions depend on them. */
@ApplicationScoped
class OrderAccess {

    private final ChannelLinks links;

    OrderAccess(ChannelLinks links) {
        this.links = links;
    }

    /**
     * For whom the caller can have the lead's order placed. The channel's people name a distributor only while it manages
     * their partner; one that does so no more would have every order of theirs refused, and has no part in it.
     */
    Uni<LeadChannel> orderingChannel(Transaction tx, Lead lead) {
        LeadChannel channel = lead.channel();
        UUID partnerId = channel.partnerId();
        UUID distributorId = channel.distributorId();
        boolean isOfChannel =
                tx.caller().scope() == RowScope.PARTNER || tx.caller().scope() == RowScope.DISTRIBUTOR;
        if (!isOfChannel || partnerId == null || distributorId == null) {
            return Uni.createFrom().item(channel);
        }
        return links.areAttached(tx, distributorId, partnerId)
                .map(attached -> attached ? channel : channel.withoutDistributor());
    }
}
