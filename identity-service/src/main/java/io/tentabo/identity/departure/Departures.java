package io.tentabo.identity.departure;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.tenant.TenantIdentity;
import io.tentabo.identity.tenant.TenantLives;
import io.tentabo.identity.tenant.TenantStatus;
import io.tentabo.identity.tenant.Tenants;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.lifecycle.ExportStore;
import io.tentabo.kit.lifecycle.TenantJob;
import io.tentabo.kit.lifecycle.TenantJob.Kind;
import io.tentabo.kit.lifecycle.TenantJobs;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.TenantExportRequested;
import io.tentabo.model.event.TenantPurgeRequested;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exports and purges of whole tenants. An export runs in all services at once. A purge runs in the others first and here
 * last, because who the tenant is, and that it is to go, is known from here.
 */
@Singleton
class Departures {

    private static final String TENANT = "tenant";

    private final Transactions transactions;
    private final CallerContext callers;
    private final Tenants tenants;
    private final DepartureRows rows;
    private final DepartureAnswers answers;
    private final TenantJobs jobs;
    private final ExportStore store;
    private final Journal journal;

    Departures(
            Transactions transactions,
            CallerContext callers,
            Tenants tenants,
            DepartureRows rows,
            DepartureAnswers answers,
            TenantJobs jobs,
            ExportStore store,
            Journal journal) {
        this.transactions = transactions;
        this.callers = callers;
        this.tenants = tenants;
        this.rows = rows;
        this.answers = answers;
        this.jobs = jobs;
        this.store = store;
        this.journal = journal;
    }

    /** The operator, acting within the tenant. */
    static Caller within(UUID tenantId) {
        return TenantLives.within(CallerContext.current(), tenantId);
    }

    /**
     * Promises an export; runs {@link #within} the tenant.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 for a tenant that does not exist, 409
     *     while another one is running or when there is nowhere to export to
     */
    Uni<DepartureView> export(UUID tenantId) {
        if (!store.isConfigured()) {
            throw DepartureProblems.NO_STORE.with("Set tentabo.exports.directory in every service.");
        }
        return transactions.write(tx -> locked(tx, tenantId)
                .chain(tenant -> rows.insert(tx, Kind.EXPORT, tenant.slug(), hasLeft(tenant), null))
                .call(export ->
                        jobs.accept(tx, new TenantJob(export.id(), tenantId, Kind.EXPORT, export.requestedAt())))
                .call(export -> journal.write(
                        tx,
                        requested("tenant.export-requested", export),
                        new DomainEvent(
                                TENANT,
                                tenantId,
                                TenantExportRequested.TYPE,
                                new TenantExportRequested(export.id(), tenantId, export.requestedAt()))))
                .map(export -> DepartureView.of(export, answers.expected(List.of()))));
    }

    /**
     * Promises a purge; runs {@link #within} the tenant.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 for a tenant that does not exist, 409
     *     for one that has not left or has not been exported since, or while another one is running, 422 when the
     *     confirmation is not its slug
     */
    Uni<DepartureView> purge(UUID tenantId, NewPurge request) {
        return transactions.write(tx -> locked(tx, tenantId)
                .invoke(tenant -> requireToBeGone(tenant, request))
                .chain(tenant -> rows.finalExport(tx)
                        .invoke(export -> requireExport(export, request))
                        .chain(export -> rows.insert(tx, Kind.PURGE, tenant.slug(), false, export)))
                .call(purge -> journal.write(
                        tx,
                        requested("tenant.purge-requested", purge),
                        new DomainEvent(
                                TENANT,
                                tenantId,
                                TenantPurgeRequested.TYPE,
                                new TenantPurgeRequested(purge.id(), tenantId, purge.requestedAt()))))
                .map(purge -> DepartureView.of(purge, answers.expected(List.of()))));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 when there is none */
    Uni<DepartureView> get(UUID tenantId, UUID id, Kind kind) {
        return callers.as(
                within(tenantId),
                () -> transactions.read(tx -> rows.find(tx, id, kind).chain(departure -> {
                    if (departure == null) {
                        throw CommonProblems.notFound(kind == Kind.EXPORT ? "export" : "purge", id);
                    }
                    return rows.answers(tx, id).map(given -> DepartureView.of(departure, answers.expected(given)));
                })));
    }

    private Uni<TenantIdentity> locked(Transaction tx, UUID tenantId) {
        return tenants.locked(tx).map(found -> found.orElseThrow(() -> CommonProblems.notFound(TENANT, tenantId)));
    }

    private static boolean hasLeft(TenantIdentity tenant) {
        return tenant.status() == TenantStatus.CANCELLED || tenant.status() == TenantStatus.ARCHIVED;
    }

    private static void requireToBeGone(TenantIdentity tenant, NewPurge request) {
        if (!hasLeft(tenant)) {
            throw DepartureProblems.NOT_LEFT.with("It is " + tenant.status() + ". Only who has left is purged.");
        }
        if (!tenant.slug().equals(request.confirm())) {
            throw DepartureProblems.NOT_CONFIRMED.with("Send the tenant's slug to confirm that it is the right one.");
        }
    }

    private static void requireExport(@Nullable UUID export, NewPurge request) {
        if (export == null && !request.withoutExport()) {
            throw DepartureProblems.NOT_EXPORTED.with(
                    "No export was completed since it left. Make one, or say that none is wanted.");
        }
    }

    private static AuditEntry requested(String action, Departure departure) {
        return AuditEntry.of(action, TENANT, departure.tenantId(), null, Map.of("jobId", departure.id()));
    }
}
