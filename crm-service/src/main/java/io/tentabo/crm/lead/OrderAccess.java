package io.tentabo.crm.lead;

import io.smallrye.mutiny.Uni;
import io.tentabo.crm.channel.ChannelLinks;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.permission.Permissions;
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
        if (!tx.caller().scope().isChannel() || partnerId == null || distributorId == null) {
            return Uni.createFrom().item(channel);
        }
        return links.areAttached(tx, distributorId, partnerId)
                .map(attached -> attached ? channel : channel.withoutDistributor());
    }

    /**
     * Whether the caller would be shown an order that was made of the lead. A member is shown only those it placed, and a
     * distributor none of a partner that it manages no more.
     */
    Uni<Boolean> showsOrderOf(Transaction tx, Lead lead) {
        Caller caller = tx.caller();
        UUID partnerId = lead.channel().partnerId();
        UUID distributorId = caller.distributorId();
        boolean isShown = caller.may(Permissions.ORDERS_READ)
                && switch (caller.scope()) {
                    case TENANT, PARTNER, DISTRIBUTOR -> true;
                    case ASSIGNED -> caller.requireUserId().equals(lead.conversionStartedBy());
                    case CUSTOMER, NONE -> false;
                };
        return isShown && caller.scope() == RowScope.DISTRIBUTOR && partnerId != null && distributorId != null
                ? links.areAttached(tx, distributorId, partnerId)
                : Uni.createFrom().item(isShown);
    }
}
