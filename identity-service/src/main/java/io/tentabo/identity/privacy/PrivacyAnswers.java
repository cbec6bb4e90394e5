package io.tentabo.identity.privacy;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.inbox.EventHandlers;
import io.tentabo.kit.privacy.PersonJob;
import io.tentabo.kit.privacy.PersonJobOutcome;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.PersonJobDone;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Gathers what the services, this one among them, have exported or erased, and reports when all have answered. */
@Singleton
public class PrivacyAnswers implements PersonJobOutcome {

    static final String ENTITY = "privacy-request";

    private final PrivacyRows rows;
    private final PrivacyReports reports;
    private final Journal journal;
    private final Set<String> services;

    PrivacyAnswers(PrivacyRows rows, PrivacyReports reports, Journal journal, IdentityConfig config) {
        this.rows = rows;
        this.reports = reports;
        this.journal = journal;
        Set<String> all = new TreeSet<>(config.departures().services());
        all.add("identity");
        this.services = Set.copyOf(all);
    }

    /** Adds the handlers of a service's answers to those of the consumer of its events. */
    public EventHandlers handledWith(EventHandlers handlers) {
        return handlers.on(
                        PersonJobDone.EXPORTED,
                        PersonJobDone.class,
                        (tx, event) -> done(tx, PersonJob.Kind.EXPORT, event.payload()))
                .on(
                        PersonJobDone.ERASED,
                        PersonJobDone.class,
                        (tx, event) -> done(tx, PersonJob.Kind.ERASURE, event.payload()));
    }

    /** An answer more than once, or to what is completed or unknown, changes nothing. */
    @Override
    public Uni<Void> done(Transaction tx, PersonJob.Kind kind, PersonJobDone outcome) {
        return rows.lock(tx, outcome.jobId(), kind).chain(request -> {
            if (request == null || request.completedAt() != null || !services.contains(outcome.service())) {
                return Uni.createFrom().voidItem();
            }
            return rows.answer(tx, request.id(), ServiceOutcome.of(outcome), outcome.completedAt())
                    .chain(() -> rows.answers(tx, request.id()))
                    .chain(given -> missing(given).isEmpty()
                            ? complete(tx, request, given, outcome.completedAt())
                            : Uni.createFrom().voidItem());
        });
    }

    /** The answers that are there, and for every other service that takes part one that is still to come. */
    List<ServiceOutcome> expected(List<ServiceOutcome> given) {
        List<ServiceOutcome> all = new ArrayList<>(given);
        missing(given).forEach(service -> all.add(ServiceOutcome.pending(service)));
        return all;
    }

    private Set<String> missing(List<ServiceOutcome> given) {
        Set<String> missing = new TreeSet<>(services);
        missing.removeAll(given.stream().map(ServiceOutcome::service).collect(Collectors.toUnmodifiableSet()));
        return missing;
    }

    private Uni<Void> complete(Transaction tx, PrivacyRequest request, List<ServiceOutcome> given, Instant at) {
        String action =
                request.kind() == PersonJob.Kind.EXPORT ? "person.export-completed" : "person.erasure-completed";
        return rows.complete(tx, request.id(), at, reports.sign(request, given, at))
                .chain(() -> journal.write(tx, AuditEntry.of(action, ENTITY, request.id(), null, null)));
    }
}
