package io.tentabo.identity.privacy;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.account.LocalIdentities;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.crypto.MasterKeys;
import io.tentabo.kit.lifecycle.ExportStore;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.privacy.PersonJob;
import io.tentabo.kit.privacy.PersonJobs;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.event.PersonJobRequested;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;

/**
 * Exports and erasures of persons. A request promises this service's part and tells the others of theirs in one
 * transaction; all of them work at once, and the last answer completes it.
 */
@Singleton
class PrivacyRequests {

    private final Transactions transactions;
    private final PrivacyRows rows;
    private final PrivacyAnswers answers;
    private final PersonJobs jobs;
    private final ExportStore store;
    private final Journal journal;
    private final byte[] key;
    private final SecureRandom random = new SecureRandom();

    PrivacyRequests(
            Transactions transactions,
            PrivacyRows rows,
            PrivacyAnswers answers,
            PersonJobs jobs,
            ExportStore store,
            Journal journal,
            MasterKeys masterKeys) {
        this.transactions = transactions;
        this.rows = rows;
        this.answers = answers;
        this.jobs = jobs;
        this.store = store;
        this.journal = journal;
        this.key = masterKeys.derive("one request about a person at a time");
    }

    /**
     * Promises a copy.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 403 for a caller who does not see the whole
     *     tenant, 404 for an unknown user, 409 while a request about the person is running or when there is nowhere to
     *     export to, 422 for a service account
     */
    Uni<PrivacyRequestView> export(NewPrivacyRequest request) {
        if (!store.isConfigured()) {
            throw PrivacyProblems.NO_STORE.with("Set tentabo.exports.directory in every service.");
        }
        return promise(PersonJob.Kind.EXPORT, request);
    }

    /**
     * Promises an erasure.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) as for an export, and 409 for a user who has
     *     not been removed
     */
    Uni<PrivacyRequestView> erase(NewPrivacyRequest request) {
        return promise(PersonJob.Kind.ERASURE, request);
    }

    Uni<Page<PrivacyRequestView>> list(PersonJob.Kind kind, PageRequest page) {
        return rows.list(kind, page)
                .map(found -> new Page<>(
                        found.items().stream()
                                .map(request -> PrivacyRequestView.of(request, List.of()))
                                .toList(),
                        found.nextCursor()));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 when there is none */
    Uni<PrivacyRequestView> get(UUID id, PersonJob.Kind kind) {
        return transactions.read(tx -> rows.find(tx, id, kind).chain(request -> {
            if (request == null) {
                throw CommonProblems.notFound(kind == PersonJob.Kind.EXPORT ? "export" : "erasure", id);
            }
            return rows.answers(tx, id).map(given -> PrivacyRequestView.of(request, answers.expected(given)));
        }));
    }

    private Uni<PrivacyRequestView> promise(PersonJob.Kind kind, NewPrivacyRequest request) {
        requireWholeTenant(CallerContext.current());
        String email = request.email() == null ? null : LocalIdentities.normalised(request.email());
        return transactions.write(tx -> rows.person(tx, request.userId(), email)
                .invoke(person -> {
                    if (kind == PersonJob.Kind.ERASURE && person.isUser()) {
                        throw PrivacyProblems.NOT_REMOVED.with("Remove the user first, and name who takes over.");
                    }
                })
                .chain(person -> rows.insert(
                                tx, kind, person, person.key(key, tx.caller().requireTenantId()), request.reason())
                        .call(promised -> promise(tx, promised, person)))
                .map(promised -> PrivacyRequestView.of(promised, answers.expected(List.of()))));
    }

    private Uni<Void> promise(Transaction tx, PrivacyRequest promised, Person person) {
        Person.Sought sought = person.sought(random);
        boolean isExport = promised.kind() == PersonJob.Kind.EXPORT;
        PersonJob job = new PersonJob(
                promised.id(),
                promised.kind(),
                person.userIds(),
                sought.salt(),
                sought.digest(),
                promised.requestedAt());
        return jobs.accept(tx, job)
                .chain(() -> journal.write(
                        tx,
                        AuditEntry.of(
                                isExport ? "person.export-requested" : "person.erasure-requested",
                                PrivacyAnswers.ENTITY,
                                promised.id(),
                                null,
                                null),
                        new DomainEvent(
                                "person-job",
                                promised.id(),
                                isExport ? PersonJobRequested.EXPORT : PersonJobRequested.ERASURE,
                                new PersonJobRequested(
                                        job.id(),
                                        job.userIds(),
                                        job.addressSalt(),
                                        job.addressDigest(),
                                        job.requestedAt()))));
    }

    /** To whoever sees less the person's seats might not be there. */
    private static void requireWholeTenant(Caller caller) {
        if (caller.scope() != RowScope.TENANT) {
            throw CommonProblems.FORBIDDEN.with("Only who sees the whole tenant answers for its personal data.");
        }
    }
}
