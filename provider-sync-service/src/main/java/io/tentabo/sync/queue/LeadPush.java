package io.tentabo.sync.queue;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.outbox.Outbox;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.LeadPushed;
import io.tentabo.sync.mapping.LeadMapping;
import io.tentabo.sync.mapping.LeadMappings;
import io.tentabo.sync.mapping.Reconciliation;
import io.tentabo.sync.provider.CrmProvider;
import io.tentabo.sync.provider.LeadParties;
import io.tentabo.sync.provider.ProviderSession;
import io.tentabo.sync.provider.RemoteLead;
import io.tentabo.sync.provider.RemoteLinks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings one lead to the provider.
 *
 * <p>Nothing there is idempotent, and an answer can be lost after the work was done. So before anything is created, it is
 * noted that the outcome is about to be uncertain; every lead carries our id in a custom field; and whoever finds the
 * note looks for that id first, in lists rather than in a search index. What is found is adopted instead of created again.
 *
 * <p>An update reads the lead first and merges, so that it never overwrites what somebody changed there meanwhile.
 */
@ApplicationScoped
class LeadPush {

    private final Transactions transactions;
    private final SyncQueue queue;
    private final LeadMappings mappings;
    private final Reconciliation reconciliation;
    private final Outbox outbox;
    private final InstantSource clock;

    LeadPush(
            Transactions transactions,
            SyncQueue queue,
            LeadMappings mappings,
            Reconciliation reconciliation,
            Outbox outbox,
            InstantSource clock) {
        this.transactions = transactions;
        this.queue = queue;
        this.mappings = mappings;
        this.reconciliation = reconciliation;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Pushes; answers whether anything was written there. */
    Uni<Boolean> push(CrmProvider provider, ProviderSession session, QueuedLead push) {
        UUID connectionId = session.access().connectionId();
        return transactions
                .write(tx -> mappings.ofLead(tx, connectionId, push.leadId()))
                .chain(found -> {
                    if (push.deleted()) {
                        return delete(provider, session, push, found);
                    }
                    if (found.isPresent()) {
                        return found.get().gone() ? skip(push) : update(provider, session, push, found.get());
                    }
                    return push.internal().state().archived()
                            ? closed(provider, session, push)
                            : create(provider, session, push);
                });
    }

    private Uni<Boolean> delete(
            CrmProvider provider, ProviderSession session, QueuedLead push, Optional<LeadMapping> found) {
        return there(provider, session, push, found)
                .chain(externalId -> externalId
                        .map(id -> provider.delete(session, id))
                        .orElseGet(() -> Uni.createFrom().voidItem())
                        .replaceWith(externalId.isPresent()))
                .call(() -> transactions.write(tx -> found.map(mapping -> mappings.remove(tx, mapping.id()))
                        .orElseGet(() -> Uni.createFrom().voidItem())
                        .chain(() -> queue.deleted(tx, push))));
    }

    /** The provider's id of a lead that is to be deleted there, which an attempt of unknown result may have created. */
    private static Uni<Optional<String>> there(
            CrmProvider provider, ProviderSession session, QueuedLead push, Optional<LeadMapping> found) {
        return found.isPresent()
                ? Uni.createFrom().item(found.filter(mapping -> !mapping.gone()).map(LeadMapping::externalId))
                : left(provider, session, push, push.links()).map(left -> left.map(RemoteLead::id));
    }

    private Uni<Boolean> update(CrmProvider provider, ProviderSession session, QueuedLead push, LeadMapping mapping) {
        return provider.get(session, mapping.externalId())
                .chain(remote -> remote.isEmpty()
                        ? gone(session, push, mapping)
                        : update(provider, session, push, mapping, remote.get()));
    }

    private Uni<Boolean> update(
            CrmProvider provider, ProviderSession session, QueuedLead push, LeadMapping mapping, RemoteLead before) {
        String name = session.access().provider();
        return transactions
                .write(tx -> mappings.find(tx, mapping.id())
                        .chain(current ->
                                reconciliation.compare(tx, name, current.orElseThrow(), push.internal(), before)))
                .chain(outcome -> {
                    if (outcome.send().isEmpty()) {
                        return transactions
                                .write(tx -> pushed(tx, session, push, mapping.externalId())
                                        .chain(() -> queue.done(tx, push)))
                                .replaceWith(false);
                    }
                    return provider.update(
                                    session,
                                    mapping.externalId(),
                                    push.internal().state(),
                                    outcome.send())
                            .chain(after -> transactions.write(tx -> mappings.find(tx, mapping.id())
                                    .chain(current -> reconciliation.sent(
                                            tx, current.orElseThrow(), push.internal(), after, outcome.send()))
                                    .chain(() -> pushed(tx, session, push, mapping.externalId()))
                                    .chain(() -> queue.done(tx, push))))
                            .replaceWith(true);
                });
    }

    private Uni<Boolean> gone(ProviderSession session, QueuedLead push, LeadMapping mapping) {
        return transactions
                .write(tx -> reconciliation
                        .gone(tx, session.access().provider(), mapping, clock.instant())
                        .chain(() -> queue.done(tx, push)))
                .replaceWith(false);
    }

    /** A lead that is closed already has no business in the provider's list of open ones, where it may be all the same. */
    private Uni<Boolean> closed(CrmProvider provider, ProviderSession session, QueuedLead push) {
        return left(provider, session, push, push.links())
                .chain(left -> left.isPresent() ? adopt(provider, session, push, left.get()) : skip(push));
    }

    private Uni<Boolean> skip(QueuedLead push) {
        return transactions.write(tx -> queue.done(tx, push)).replaceWith(false);
    }

    private Uni<Boolean> create(CrmProvider provider, ProviderSession session, QueuedLead push) {
        return transactions
                .write(tx -> queue.creating(tx, push))
                .chain(() -> provider.link(session, LeadParties.of(push.lead()), push.links(), push.uncertainSince()))
                .chain(links -> transactions
                        .write(tx -> queue.linked(tx, push, links))
                        .chain(() -> left(provider, session, push, links))
                        .chain(left -> left.isPresent()
                                ? adopt(provider, session, push, left.get())
                                : create(provider, session, push, links)));
    }

    /** What an attempt of unknown result has left at the provider. */
    private static Uni<Optional<RemoteLead>> left(
            CrmProvider provider, ProviderSession session, QueuedLead push, RemoteLinks links) {
        return push.uncertainSince() == null
                ? Uni.createFrom().item(Optional.empty())
                : provider.findMarked(session, push.leadId(), links);
    }

    private Uni<Boolean> create(CrmProvider provider, ProviderSession session, QueuedLead push, RemoteLinks links) {
        UUID connectionId = session.access().connectionId();
        return provider.create(session, push.leadId(), push.internal().state(), links)
                .chain(created -> transactions.write(tx -> mappings.map(
                                tx, connectionId, push.leadId(), push.internal().state(), created)
                        .chain(() -> pushed(tx, session, push, created.id()))
                        .chain(() -> queue.done(tx, push))))
                .replaceWith(true);
    }

    /** Takes what was found for what we once sent; whatever has changed here since then is sent as an update. */
    private Uni<Boolean> adopt(CrmProvider provider, ProviderSession session, QueuedLead push, RemoteLead found) {
        UUID connectionId = session.access().connectionId();
        return transactions
                .write(tx -> mappings.map(tx, connectionId, push.leadId(), found.state(), found)
                        .chain(() -> mappings.ofLead(tx, connectionId, push.leadId())))
                .chain(mapping -> update(provider, session, push, mapping.orElseThrow(), found))
                .replaceWith(true);
    }

    private Uni<Void> pushed(Transaction tx, ProviderSession session, QueuedLead push, String externalId) {
        return announce(tx, session, push, externalId, null);
    }

    /** Tells the suite how a lead stands at the provider. */
    Uni<Void> announce(
            Transaction tx,
            ProviderSession session,
            QueuedLead push,
            @Nullable String externalId,
            @Nullable String error) {
        LeadPushed event = new LeadPushed(
                push.leadId(),
                session.access().connectionId(),
                session.access().provider(),
                externalId,
                error == null ? "SYNCED" : "FAILED",
                error,
                clock.instant());
        return outbox.publish(tx, new DomainEvent("lead", push.leadId(), LeadPushed.TYPE, event));
    }
}
