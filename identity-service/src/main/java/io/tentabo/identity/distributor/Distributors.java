package io.tentabo.identity.distributor;

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
import io.tentabo.model.event.DistributorChanged;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The distributors of the caller's tenant. */
@Singleton
class Distributors {

    private static final String DISTRIBUTOR = "distributor";
    private static final String UNIQUE_NUMBER = "uq_distributors_registration_number";

    private final Transactions transactions;
    private final Journal journal;
    private final MergePatch mergePatch;
    private final Cursors cursors;
    private final InstantSource clock;

    Distributors(
            Transactions transactions, Journal journal, MergePatch mergePatch, Cursors cursors, InstantSource clock) {
        this.transactions = transactions;
        this.journal = journal;
        this.mergePatch = mergePatch;
        this.cursors = cursors;
        this.clock = clock;
    }

    Uni<Page<DistributorView>> list(OrganisationFilter filter, PageRequest page) {
        return OrganisationRows.list("distributors", filter).fetch(transactions, cursors, page, Distributors::view);
    }

    Uni<DistributorView> get(UUID id) {
        return transactions.write(tx -> find(tx, id, LockModeType.NONE).map(Distributor::view));
    }

    Uni<DistributorView> create(OrganisationProfile profile) {
        return transactions.write(tx -> {
            Distributor distributor =
                    new Distributor(Ids.next(), tx.caller().requireTenantId(), profile, clock.instant());
            return flushed(tx.session().persist(distributor).chain(tx.session()::flush))
                    .chain(() -> journal.write(
                            tx,
                            AuditEntry.created(DISTRIBUTOR, distributor.id(), distributor.profile()),
                            changed(distributor)))
                    .replaceWith(distributor::view);
        });
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 412 when the version has moved on */
    Uni<DistributorView> change(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> find(tx, id, LockModeType.PESSIMISTIC_WRITE)
                .invoke(distributor -> ETags.check(ifMatch, distributor.version()))
                .chain(distributor -> apply(
                        tx, distributor, mergePatch.apply(distributor.profile(), patch, OrganisationProfile.class))));
    }

    /** Deactivates; the rows that refer to it stay. Repeating it changes nothing. */
    Uni<Void> deactivate(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> find(tx, id, LockModeType.PESSIMISTIC_WRITE)
                .invoke(distributor -> ETags.check(ifMatch, distributor.version()))
                .chain(distributor ->
                        apply(tx, distributor, distributor.profile().deactivated()))
                .replaceWithVoid());
    }

    private Uni<DistributorView> apply(Transaction tx, Distributor distributor, OrganisationProfile profile) {
        OrganisationProfile before = distributor.profile();
        if (before.equals(profile)) {
            return Uni.createFrom().item(distributor.view());
        }
        distributor.change(profile, clock.instant());
        return flushed(tx.session().flush())
                .chain(() -> journal.write(
                        tx, AuditEntry.updated(DISTRIBUTOR, distributor.id(), before, profile), changed(distributor)))
                .replaceWith(distributor::view);
    }

    private static Uni<Distributor> find(Transaction tx, UUID id, LockModeType lock) {
        return tx.session()
                .find(Distributor.class, id, lock)
                .onItem()
                .ifNull()
                .failWith(() -> CommonProblems.notFound(DISTRIBUTOR, id));
    }

    private static Uni<Void> flushed(Uni<Void> flush) {
        return flush.onFailure(ConstraintViolations.violates(UNIQUE_NUMBER))
                .transform(ignored -> DistributorProblems.REGISTRATION_NUMBER_TAKEN.with(
                        "Another distributor of this tenant has the same registration number."));
    }

    private static DomainEvent changed(Distributor distributor) {
        OrganisationProfile profile = distributor.profile();
        return new DomainEvent(
                DISTRIBUTOR,
                distributor.id(),
                DistributorChanged.TYPE,
                new DistributorChanged(distributor.id(), profile.name(), profile.active(), distributor.version()));
    }

    private static DistributorView view(Row row) {
        return new DistributorView(
                row.getUUID("id"),
                OrganisationRows.profile(row),
                row.getInteger("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
