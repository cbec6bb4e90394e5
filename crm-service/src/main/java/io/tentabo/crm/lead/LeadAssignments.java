package io.tentabo.crm.lead;

import io.smallrye.mutiny.Uni;
import io.tentabo.crm.channel.ChannelLinks;
import io.tentabo.crm.directory.TenantSettings;
import io.tentabo.crm.directory.UserDirectory;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.Transaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who may own a lead, and to whose channel it belongs. */
@ApplicationScoped
class LeadAssignments {

    private final UserDirectory users;
    private final ChannelLinks links;
    private final TenantSettings settings;

    LeadAssignments(UserDirectory users, ChannelLinks links, TenantSettings settings) {
        this.users = users;
        this.links = links;
        this.settings = settings;
    }

    /**
     * Completes a registration with what the caller is or the tenant has set.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the Uni) 403 or 422 for an owner or a channel that the
     *     caller cannot name, 422 for a currency that neither the request nor the tenant names
     */
    Uni<LeadFields> complete(Transaction tx, NewLead lead) {
        Caller caller = tx.caller();
        UUID owner = lead.ownerId() == null ? caller.requireUserId() : lead.ownerId();
        UUID partner = caller.scope() == RowScope.PARTNER ? caller.partnerId() : lead.partnerId();
        UUID distributor =
                switch (caller.scope()) {
                    case PARTNER -> null;
                    case DISTRIBUTOR -> caller.distributorId();
                    default -> lead.distributorId();
                };
        return requireOwner(tx, owner)
                .chain(() -> requireAttached(tx, partner))
                .chain(() -> currency(tx, lead))
                .map(currency -> LeadFields.of(lead, currency, owner, partner, distributor));
    }

    /**
     * Checks an edit.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the Uni) 403 or 422 for a change of owner or channel that
     *     the caller cannot make
     */
    Uni<Void> check(Transaction tx, LeadFields before, LeadFields after) {
        if (!before.channel().equals(after.channel()) && tx.caller().scope().isChannel()) {
            throw LeadProblems.channelNotAllowed();
        }
        return before.ownerId().equals(after.ownerId())
                ? Uni.createFrom().voidItem()
                : requireOwner(tx, after.ownerId());
    }

    private Uni<Void> requireOwner(Transaction tx, UUID owner) {
        if (owner.equals(tx.caller().userId())) {
            return Uni.createFrom().voidItem();
        }
        if (tx.caller().scope() == RowScope.ASSIGNED) {
            throw LeadProblems.reassignmentNotAllowed();
        }
        return users.isActive(tx, owner)
                .invoke(active -> {
                    if (!active) {
                        throw LeadProblems.unknownOwner(owner);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireAttached(Transaction tx, @Nullable UUID partner) {
        UUID distributor = tx.caller().distributorId();
        if (tx.caller().scope() != RowScope.DISTRIBUTOR || partner == null || distributor == null) {
            return Uni.createFrom().voidItem();
        }
        return links.areAttached(tx, distributor, partner)
                .invoke(attached -> {
                    if (!attached) {
                        throw LeadProblems.partnerNotAttached(partner);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<String> currency(Transaction tx, NewLead lead) {
        if (lead.currency() != null) {
            return Uni.createFrom().item(lead.currency());
        }
        return settings.defaultCurrency(tx).map(found -> found.orElseThrow(LeadProblems::currencyRequired));
    }
}
