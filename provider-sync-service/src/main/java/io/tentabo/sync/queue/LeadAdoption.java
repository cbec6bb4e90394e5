package io.tentabo.sync.queue;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.InTurn;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.sync.connection.ConnectionStates;
import io.tentabo.sync.mapping.LeadMappings;
import io.tentabo.sync.provider.CrmProvider;
import io.tentabo.sync.provider.ProviderSession;
import io.tentabo.sync.provider.RemoteLead;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Maps leads that are at the provider already and carry our ids: another connection to the same account has brought them
 * there, which may since have been deleted together with its mappings.
 *
 * <p>Done once after each activation, before anything is pushed. It reads all leads, page by page, because that costs next
 * to nothing beside a search for each lead that is about to be created.
 */
@ApplicationScoped
class LeadAdoption {

    private final Transactions transactions;
    private final ConnectionStates states;
    private final LeadMappings mappings;
    private final SyncQueue queue;

    LeadAdoption(Transactions transactions, ConnectionStates states, LeadMappings mappings, SyncQueue queue) {
        this.transactions = transactions;
        this.states = states;
        this.mappings = mappings;
        this.queue = queue;
    }

    /** Adopts what has not been adopted since the connection was activated; its marker field must be known. */
    Uni<Void> adopt(CrmProvider provider, ProviderSession session) {
        return states.isAdopted(session.access().connectionId())
                .chain(adopted -> adopted
                        ? Uni.createFrom().voidItem()
                        : adoptFrom(provider, session, null).chain(() -> states.adopted(session.access())));
    }

    private Uni<Void> adoptFrom(CrmProvider provider, ProviderSession session, @Nullable String position) {
        return provider.changedSince(session, null, position)
                .call(page -> adopt(session.access().connectionId(), page.leads()))
                .chain(page ->
                        page.next() == null ? Uni.createFrom().voidItem() : adoptFrom(provider, session, page.next()));
    }

    private Uni<Void> adopt(UUID connectionId, List<RemoteLead> leads) {
        Map<UUID, RemoteLead> marked = new HashMap<>();
        for (RemoteLead lead : leads) {
            UUID marker = lead.marker();
            if (marker != null) {
                marked.putIfAbsent(marker, lead);
            }
        }
        return marked.isEmpty()
                ? Uni.createFrom().voidItem()
                : transactions.write(tx -> adopt(tx, connectionId, marked));
    }

    private Uni<Void> adopt(Transaction tx, UUID connectionId, Map<UUID, RemoteLead> marked) {
        return queue.unmapped(tx, connectionId, marked.keySet())
                .chain(leads -> InTurn.each(
                        leads,
                        lead -> mappings.adopt(tx, connectionId, lead, Objects.requireNonNull(marked.get(lead.id())))));
    }
}
