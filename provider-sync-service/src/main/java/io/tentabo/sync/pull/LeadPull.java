package io.tentabo.sync.pull;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.InTurn;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.sync.mapping.LeadMapping;
import io.tentabo.sync.mapping.LeadMappings;
import io.tentabo.sync.mapping.Reconciliation;
import io.tentabo.sync.provider.CrmProvider;
import io.tentabo.sync.provider.CrmProvider.LeadPage;
import io.tentabo.sync.provider.CrmProvider.Unreadable;
import io.tentabo.sync.provider.CrmProviders;
import io.tentabo.sync.provider.ProviderFailure;
import io.tentabo.sync.provider.ProviderSession;
import io.tentabo.sync.provider.RemoteLead;
import io.tentabo.sync.run.RunLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads the provider's leads page by page. A record that fails is noted and does not stop the others. */
@ApplicationScoped
class LeadPull {

    private static final Logger LOG = Logger.getLogger(LeadPull.class);

    private final Transactions transactions;
    private final CrmProviders providers;
    private final PullCursors cursors;
    private final LeadMappings mappings;
    private final Reconciliation reconciliation;
    private final LeadTakeover takeover;
    private final RunLog runs;
    private final InstantSource clock;

    LeadPull(
            Transactions transactions,
            CrmProviders providers,
            PullCursors cursors,
            LeadMappings mappings,
            Reconciliation reconciliation,
            LeadTakeover takeover,
            RunLog runs,
            InstantSource clock) {
        this.transactions = transactions;
        this.providers = providers;
        this.cursors = cursors;
        this.mappings = mappings;
        this.reconciliation = reconciliation;
        this.takeover = takeover;
        this.runs = runs;
        this.clock = clock;
    }

    /** Reads on until the end or the bound, and answers what is left. */
    Uni<Optional<Rest>> read(ProviderSession session, UUID runId, Rest rest, Bound bound, Progress progress) {
        return rest.allListed()
                ? deletions(session, runId, rest, bound, progress)
                : changes(session, runId, rest, rest.position(), bound, progress)
                        .chain(left -> left.isPresent() || !rest.isComplete()
                                ? Uni.createFrom().item(left)
                                : deletions(session, runId, rest.listed(progress), bound, progress));
    }

    private Uni<Optional<Rest>> changes(
            ProviderSession session, UUID runId, Rest rest, @Nullable String position, Bound bound, Progress progress) {
        CrmProvider provider = providers.of(session);
        return provider.changedSince(session, rest.since(), position)
                .chain(page -> handle(session, runId, page, progress)
                        .chain(() -> runs.beat(runId, progress.counts()))
                        .chain(() -> {
                            String next = page.next();
                            if (next == null) {
                                return Uni.createFrom().item(Optional.empty());
                            }
                            return bound.isReached(progress)
                                    ? Uni.createFrom().item(Optional.of(rest.at(next, progress)))
                                    : changes(session, runId, rest, next, bound, progress);
                        }));
    }

    /** Looks for leads that a complete reading has not found: they may have been deleted. */
    private Uni<Optional<Rest>> deletions(
            ProviderSession session, UUID runId, Rest rest, Bound bound, Progress progress) {
        UUID connectionId = session.access().connectionId();
        return transactions
                .write(tx -> mappings.unlisted(tx, connectionId, rest.begin()))
                .chain(missing -> {
                    if (missing.isEmpty()) {
                        return Uni.createFrom().item(Optional.empty());
                    }
                    // What was looked at is noted with each lead, so the next run begins with what is left.
                    return bound.isReached(progress)
                            ? Uni.createFrom().item(Optional.of(rest))
                            : InTurn.each(missing, mapping -> missing(session, mapping, rest.begin(), progress))
                                    .chain(() -> runs.beat(runId, progress.counts()))
                                    .chain(() -> deletions(session, runId, rest, bound, progress));
                });
    }

    private Uni<Void> handle(ProviderSession session, UUID runId, LeadPage page, Progress progress) {
        UUID connectionId = session.access().connectionId();
        List<RemoteLead> leads = page.leads().stream()
                .filter(lead -> progress.isNew(lead.id(), lead.updatedAt()))
                .toList();
        List<String> ids = leads.stream().map(RemoteLead::id).toList();
        List<String> listed = Stream.concat(
                        ids.stream(), page.unreadable().stream().map(Unreadable::id))
                .filter(Objects::nonNull)
                .toList();
        Instant now = clock.instant();
        progress.page();
        progress.counts().read(leads.size());
        progress.readUpTo(page.readUpTo());
        return InTurn.each(page.unreadable(), entry -> unreadable(runId, entry, progress))
                .chain(() -> transactions.write(tx -> mappings.listed(tx, connectionId, listed, now)
                        .chain(() -> cursors.hashes(tx, connectionId, ids))))
                .chain(hashes -> InTurn.each(leads, lead -> handle(session, runId, lead, hashes, progress)));
    }

    /** It stays unreadable until somebody changes it: nothing is gained by beginning the next reading with it. */
    private Uni<Void> unreadable(UUID runId, Unreadable entry, Progress progress) {
        progress.counts().read(1);
        progress.counts().failed();
        return runs.error(runId, entry.id(), null, entry.reason());
    }

    private Uni<Void> handle(
            ProviderSession session, UUID runId, RemoteLead lead, Map<String, String> hashes, Progress progress) {
        // Not one of ours, or as we left it: an echo.
        if (lead.state()
                .hash()
                .equals(hashes.getOrDefault(lead.id(), lead.state().hash()))) {
            progress.counts().skipped(1);
            return Uni.createFrom().voidItem();
        }
        return takeover.take(session, lead)
                .invoke(changed -> count(progress, changed))
                .replaceWithVoid()
                .onFailure(failure -> !(failure instanceof ProviderFailure))
                .recoverWithUni(failure -> {
                    LOG.errorf(failure, "Lead %s of %s could not be taken over", lead.id(), session.access());
                    progress.failed(lead.updatedAt());
                    return runs.error(
                            runId,
                            lead.id(),
                            null,
                            "Internal error (" + failure.getClass().getSimpleName() + ").");
                });
    }

    private Uni<Void> missing(ProviderSession session, LeadMapping mapping, Instant begin, Progress progress) {
        UUID connectionId = session.access().connectionId();
        return providers.of(session).exists(session, mapping.externalId()).chain(exists -> {
            progress.counts().read(1);
            if (exists) {
                // It slipped through the pages; the next reading meets it.
                progress.counts().skipped(1);
                return transactions.write(
                        tx -> mappings.listed(tx, connectionId, List.of(mapping.externalId()), clock.instant()));
            }
            return transactions
                    .write(tx -> reconciliation.gone(tx, session.access().provider(), mapping, begin))
                    .invoke(changed -> count(progress, changed))
                    .replaceWithVoid();
        });
    }

    private static void count(Progress progress, boolean changed) {
        if (changed) {
            progress.counts().written();
        } else {
            progress.counts().skipped(1);
        }
    }
}
