package io.tentabo.sync.pull;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.sync.mapping.LeadMapping;
import io.tentabo.sync.mapping.LeadMappings;
import io.tentabo.sync.mapping.Reconciliation;
import io.tentabo.sync.provider.CrmProviders;
import io.tentabo.sync.provider.LeadState;
import io.tentabo.sync.provider.ProviderFailure;
import io.tentabo.sync.provider.ProviderSession;
import io.tentabo.sync.provider.RemoteLead;
import io.tentabo.sync.queue.SyncQueue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what was read of a lead.
 *
 * <p>Between the reading and now the lead may have been pushed, and what was read is then how it was before. The
 * provider's times tell, but in whole seconds only: of what was read and what is known of the same second, neither is
 * the newer one for certain, and the lead is read again.
 */
@ApplicationScoped
class LeadTakeover {

    private final Transactions transactions;
    private final CrmProviders providers;
    private final LeadMappings mappings;
    private final Reconciliation reconciliation;
    private final SyncQueue queue;

    LeadTakeover(
            Transactions transactions,
            CrmProviders providers,
            LeadMappings mappings,
            Reconciliation reconciliation,
            SyncQueue queue) {
        this.transactions = transactions;
        this.providers = providers;
        this.mappings = mappings;
        this.reconciliation = reconciliation;
        this.queue = queue;
    }

    /**
     * Takes over a lead, if it is one of ours; answers whether anything came of it.
     *
     * @throws ProviderFailure (in the returned Uni) when it has to be read again and cannot be
     */
    Uni<Boolean> take(ProviderSession session, RemoteLead lead) {
        return take(session, lead, null);
    }

    /** @param seen what was known of the lead before it was read; null when nobody looked */
    private Uni<Boolean> take(ProviderSession session, RemoteLead lead, @Nullable LeadState seen) {
        UUID connectionId = session.access().connectionId();
        return transactions
                .write(tx -> mappings.ofExternal(tx, connectionId, lead.id()).chain(found -> {
                    if (found.isEmpty()) {
                        return Uni.createFrom().item(Step.taken(false));
                    }
                    LeadMapping mapping = found.get();
                    return mapping.isOfTheSecondOf(lead)
                                    && !mapping.externalSeen().equals(seen)
                            ? Uni.createFrom().item(Step.readAgain(mapping.externalSeen()))
                            : take(tx, session, mapping, lead).map(Step::taken);
                }))
                .chain(step -> step.seen() == null
                        ? Uni.createFrom().item(step.changed())
                        : readAgain(session, lead.id(), step.seen()));
    }

    private Uni<Boolean> readAgain(ProviderSession session, String id, LeadState seen) {
        return providers
                .of(session)
                .get(session, id)
                .chain(found -> found.isPresent()
                        ? take(session, found.get(), seen)
                        // Deleted meanwhile: the next complete reading finds that out.
                        : Uni.createFrom().item(false));
    }

    private Uni<Boolean> take(Transaction tx, ProviderSession session, LeadMapping mapping, RemoteLead lead) {
        return queue.internal(tx, mapping.leadId())
                .chain(internal ->
                        reconciliation.compare(tx, session.access().provider(), mapping, internal.orElse(null), lead))
                .call(outcome ->
                        outcome.send().isEmpty() ? Uni.createFrom().voidItem() : queue.wake(tx, mapping.leadId()))
                .map(outcome -> outcome.announced() || outcome.conflicting());
    }

    /**
     * What came of an attempt.
     *
     * @param seen what is known of the lead, when it has to be read again; null otherwise
     */
    private record Step(boolean changed, @Nullable LeadState seen) {

        static Step taken(boolean changed) {
            return new Step(changed, null);
        }

        static Step readAgain(LeadState seen) {
            return new Step(false, seen);
        }
    }
}
