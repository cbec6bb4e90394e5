package io.tentabo.identity.partner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.organisation.OrganisationFilter;
import io.tentabo.identity.organisation.OrganisationProfile;
import io.tentabo.identity.organisation.OrganisationRows;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ConstraintViolations;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.tentabo.model.event.PartnerChanged;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The partners of the caller's tenant. */
@Singleton
class Partners {

    private static final String PARTNER = "partner";
    private static final String UNIQUE_NUMBER = "uq_partners_registration_number";

    private final Transactions transactions;
    private final Journal journal;
    private final MergePatch mergePatch;
    private final Cursors cursors;
    private final InstantSource clock;

    Partners(Transactions transactions, Journal journal, MergePatch mergePatch, Cursors cursors, InstantSource clock) {
        this.transactions = transactions;
        this.journal = journal;
        this.mergePatch = mergePatch;
        this.cursors = cursors;
        this.clock = clock;
    }

    Uni<Page<PartnerView>> list(OrganisationFilter filter, PageRequest page) {
        return OrganisationRows.list("partners", filter).fetch(transactions, cursors, page, Partners::view);
    }

    Uni<PartnerView> get(UUID id) {
        return transactions.write(tx -> find(tx, id, LockModeType.NONE).map(Partner::view));
    }

    Uni<PartnerView> create(OrganisationProfile profile) {
        return transactions.write(tx -> {
            Partner partner = new Partner(Ids.next(), tx.caller().requireTenantId(), profile, clock.instant());
            return flushed(tx.session().persist(partner).chain(tx.session()::flush))
                    .chain(() -> journal.write(
                            tx, AuditEntry.created(PARTNER, partner.id(), partner.profile()), changed(partner)))
                    .replaceWith(partner::view);
        });
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 412 when the version has moved on */
    Uni<PartnerView> change(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> find(tx, id, LockModeType.PESSIMISTIC_WRITE)
                .invoke(partner -> ETags.check(ifMatch, partner.version()))
                .chain(partner ->
                        apply(tx, partner, mergePatch.apply(partner.profile(), patch, OrganisationProfile.class))));
    }

    /** Deactivates; the rows that refer to it stay. Repeating it changes nothing. */
    Uni<Void> deactivate(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> find(tx, id, LockModeType.PESSIMISTIC_WRITE)
                .invoke(partner -> ETags.check(ifMatch, partner.version()))
                .chain(partner -> apply(tx, partner, partner.profile().deactivated()))
                .replaceWithVoid());
    }

    private Uni<PartnerView> apply(Transaction tx, Partner partner, OrganisationProfile profile) {
        OrganisationProfile before = partner.profile();
        if (before.equals(profile)) {
            return Uni.createFrom().item(partner.view());
        }
        partner.change(profile, clock.instant());
        return flushed(tx.session().flush())
                .chain(() ->
                        journal.write(tx, AuditEntry.updated(PARTNER, partner.id(), before, profile), changed(partner)))
                .replaceWith(partner::view);
    }

    private static Uni<Partner> find(Transaction tx, UUID id, LockModeType lock) {
        return tx.session()
                .find(Partner.class, id, lock)
                .onItem()
                .ifNull()
                .failWith(() -> CommonProblems.notFound(PARTNER, id));
    }

    private static Uni<Void> flushed(Uni<Void> flush) {
        return flush.onFailure(ConstraintViolations.violates(UNIQUE_NUMBER))
                .transform(ignored -> PartnerProblems.REGISTRATION_NUMBER_TAKEN.with(
                        "Another partner of this tenant has the same registration number."));
    }

    private static DomainEvent changed(Partner partner) {
        OrganisationProfile profile = partner.profile();
        return new DomainEvent(
                PARTNER,
                partner.id(),
                PartnerChanged.TYPE,
                new PartnerChanged(partner.id(), profile.name(), profile.active(), partner.version()));
    }

    private static PartnerView view(Row row) {
        return new PartnerView(
                row.getUUID("id"),
                OrganisationRows.profile(row),
                row.getInteger("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
