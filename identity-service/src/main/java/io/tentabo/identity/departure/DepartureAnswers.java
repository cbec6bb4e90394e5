package io.tentabo.identity.departure;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.lifecycle.TenantJob;
import io.tentabo.kit.lifecycle.TenantJob.Kind;
import io.tentabo.kit.lifecycle.TenantJobOutcome;
import io.tentabo.kit.lifecycle.TenantJobs;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.TenantExported;
import io.tentabo.model.event.TenantPurged;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Gathers what the services, this one among them, have exported or deleted, and reports when all have answered. */
@Singleton
public class DepartureAnswers implements TenantJobOutcome {

    private static final String OWN = "identity";
    private static final String FORGET = "SELECT forget_purged_tenant()";

    private final DepartureRows rows;
    private final DepartureReports reports;
    private final TenantJobs jobs;
    private final Journal journal;
    private final Set<String> others;

    DepartureAnswers(
            DepartureRows rows, DepartureReports reports, TenantJobs jobs, Journal journal, IdentityConfig config) {
        this.rows = rows;
        this.reports = reports;
        this.jobs = jobs;
        this.journal = journal;
        this.others = Set.copyOf(config.departures().services());
    }

    /** Adds the handlers of a service's answers to those of the consumer of its events. */
    public EventHandlers handledWith(EventHandlers handlers) {
        return handlers.on(TenantExported.TYPE, TenantExported.class, (tx, event) -> exported(tx, event.payload()))
                .on(TenantPurged.TYPE, TenantPurged.class, (tx, event) -> purged(tx, event.payload()));
    }

    /** An answer more than once, or to what is completed or unknown, changes nothing. */
    @Override
    public Uni<Void> exported(Transaction tx, TenantExported outcome) {
        return answered(tx, outcome.jobId(), Kind.EXPORT, ServiceAnswer.of(outcome), outcome.completedAt());
    }

    /** As for an export. */
    @Override
    public Uni<Void> purged(Transaction tx, TenantPurged outcome) {
        return answered(tx, outcome.jobId(), Kind.PURGE, ServiceAnswer.of(outcome), outcome.completedAt());
    }

    /** The answers that are there, and for every other service that takes part one that is still to come. */
    List<ServiceAnswer> expected(List<ServiceAnswer> given) {
        Set<String> missing = new TreeSet<>(others);
        missing.add(OWN);
        given.forEach(answer -> missing.remove(answer.service()));
        List<ServiceAnswer> all = new ArrayList<>(given);
        missing.forEach(service -> all.add(ServiceAnswer.pending(service)));
        return all;
    }

    private Uni<Void> answered(Transaction tx, UUID id, Kind kind, ServiceAnswer answer, Instant at) {
        return rows.lock(tx, id, kind).chain(departure -> {
            if (departure == null || departure.completedAt() != null) {
                return Uni.createFrom().voidItem();
            }
            return rows.answer(tx, id, answer, at)
                    .chain(() -> rows.answers(tx, id))
                    .chain(given -> proceed(tx, departure, given, at));
        });
    }

    private Uni<Void> proceed(Transaction tx, Departure departure, List<ServiceAnswer> given, Instant at) {
        Set<String> services = given.stream().map(ServiceAnswer::service).collect(Collectors.toUnmodifiableSet());
        if (!services.containsAll(others)) {
            return Uni.createFrom().voidItem();
        }
        if (services.contains(OWN)) {
            return complete(tx, departure, given, at);
        }
        return departure.kind() == Kind.EXPORT
                ? Uni.createFrom().voidItem()
                : jobs.accept(
                        tx, new TenantJob(departure.id(), departure.tenantId(), Kind.PURGE, departure.requestedAt()));
    }

    /** A purge leaves no audit record: it would be the tenant's only row. Its report is the record. */
    private Uni<Void> complete(Transaction tx, Departure departure, List<ServiceAnswer> given, Instant at) {
        String report = reports.sign(departure, given, at);
        Uni<Void> completed = rows.complete(tx, departure.id(), at, report);
        return departure.kind() == Kind.PURGE
                ? completed.chain(() -> tx.query(FORGET)).replaceWithVoid()
                : completed.chain(() -> journal.write(
                        tx,
                        AuditEntry.of(
                                "tenant.exported",
                                "tenant",
                                departure.tenantId(),
                                null,
                                Map.of("jobId", departure.id()))));
    }
}
