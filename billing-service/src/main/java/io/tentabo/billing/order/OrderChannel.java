package io.tentabo.billing.order;

import io.smallrye.mutiny.Uni;
import io.tentabo.billing.channel.ChannelLinks;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whom the channel's people may place orders for. The staff may name any partner and any distributor. */
@ApplicationScoped
class OrderChannel {

    private final ChannelLinks links;

    OrderChannel(ChannelLinks links) {
        this.links = links;
    }

    /** Whom an order is placed for, and who manages them. */
    record Parties(@Nullable UUID partnerId, @Nullable UUID distributorId) {}

    /**
     * Partners' and distributors' people order for their own, whether they name it or not.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 when they name another
     */
    static Parties parties(Caller caller, NewOrder request) {
        return switch (caller.scope()) {
            case PARTNER -> new Parties(own(request.partnerId(), caller.partnerId()), request.distributorId());
            case DISTRIBUTOR -> new Parties(request.partnerId(), own(request.distributorId(), caller.distributorId()));
            case NONE, TENANT, ASSIGNED, CUSTOMER -> new Parties(request.partnerId(), request.distributorId());
        };
    }

    private static @Nullable UUID own(@Nullable UUID named, @Nullable UUID own) {
        if (named != null && !named.equals(own)) {
            throw OrderProblems.foreignChannel();
        }
        return own;
    }

    /**
     * Lets pass what stays in the caller's channel: a partner's people name a distributor that manages them, a
     * distributor's people name themselves and a partner that they manage.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 for any other
     */
    Uni<Void> require(Transaction tx, Parties parties) {
        Caller caller = tx.caller();
        UUID partnerId = parties.partnerId();
        UUID distributorId = parties.distributorId();
        if (caller.scope() == RowScope.DISTRIBUTOR && distributorId != null) {
            own(distributorId, caller.distributorId());
        }
        if (!caller.scope().isChannel() || partnerId == null || distributorId == null) {
            return Uni.createFrom().voidItem();
        }
        return links.isActive(tx, distributorId, partnerId)
                .invoke(active -> {
                    if (!active) {
                        throw OrderProblems.notLinked();
                    }
                })
                .replaceWithVoid();
    }
}
