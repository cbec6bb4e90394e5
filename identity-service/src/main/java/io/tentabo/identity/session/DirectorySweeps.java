package io.tentabo.identity.session;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.provider.ActiveProviders;
import io.tentabo.identity.provider.PasswordProvider;
import io.tentabo.identity.provider.ProviderAccess;
import io.tentabo.identity.provider.ProviderFailure;
import io.tentabo.identity.session.DirectorySweepRows.Person;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.DueRows;
import io.tentabo.kit.tenancy.InTurn;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Ends the sessions of people whom their tenant's directory would let in no more. While somebody has sessions, the
 * directory is asked now and again, by what never changes about the entry: whoever is gone or disabled there loses them.
 * While the directory cannot be asked sessions go on, but for each person no longer than a grace since it last stood by
 * them.
 */
@Singleton
class DirectorySweeps {

    private static final Logger LOG = Logger.getLogger(DirectorySweeps.class);

    private static final int AT_ONCE = 4;
    /** How many people one conversation is about. */
    private static final int TOGETHER = 50;

    private static final UUID FIRST = new UUID(0, 0);

    private static final String DUE = """
            SELECT tenant_id, id
            FROM auth_providers
            WHERE is_active AND provider_name = 'ldap' AND next_sweep_at <= now()
            ORDER BY next_sweep_at
            LIMIT 100
            """;

    private final Pool background;
    private final CallerContext callers;
    private final Transactions transactions;
    private final ActiveProviders providers;
    private final DirectorySweepRows rows;
    private final SessionRows sessions;
    private final Journal journal;
    private final UntilShutdown untilShutdown;

    DirectorySweeps(
            @ReactiveDataSource("background") Pool background,
            CallerContext callers,
            Transactions transactions,
            ActiveProviders providers,
            DirectorySweepRows rows,
            SessionRows sessions,
            Journal journal,
            UntilShutdown untilShutdown) {
        this.background = background;
        this.callers = callers;
        this.transactions = transactions;
        this.providers = providers;
        this.rows = rows;
        this.sessions = sessions;
        this.journal = journal;
        this.untilShutdown = untilShutdown;
    }

    @Scheduled(
            every = "{tentabo.identity.providers.check-tick:10s}",
            delayed = "7s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> tick() {
        return DueRows.workOff(background, DUE, AT_ONCE, due -> sweep(due.getUUID("tenant_id"), due.getUUID("id")));
    }

    /** What goes wrong with one is no reason to leave out the others; it is due again after the interval. */
    private Uni<Void> sweep(UUID tenantId, UUID provider) {
        return callers.inBackground(Caller.system(tenantId), () -> sweep(provider))
                .onFailure(failure -> !untilShutdown.hasBegun())
                .invoke(failure -> LOG.errorf(
                        failure, "The people of directory %s of tenant %s could not be looked up", provider, tenantId))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> sweep(UUID provider) {
        return transactions
                .write(tx -> rows.take(tx, provider))
                .chain(mine -> mine
                        ? transactions.read(providers::find)
                        : Uni.createFrom().item(Optional.<ProviderAccess>empty()))
                .chain(found -> found.filter(access -> access.id().equals(provider))
                        .flatMap(access -> providers.verifier(access).map(verifier -> sweep(access, verifier)))
                        .orElseGet(DirectorySweeps::nothing));
    }

    /** No transaction is open while the directory is asked. */
    private Uni<Void> sweep(ProviderAccess access, PasswordProvider verifier) {
        return allPages((tx, after) -> rows.present(tx, after, TOGETHER), people -> verifier.gone(
                                access, people.stream().map(Person::subject).toList())
                        .chain(gone -> judge(people, gone)))
                .onFailure(ProviderFailure.class)
                .recoverWithUni(failure -> unanswered(access, failure));
    }

    /** One page after the other, so that it takes the same memory however many people there are. */
    private Uni<Void> allPages(
            BiFunction<Transaction, UUID, Uni<List<Person>>> page, Function<List<Person>, Uni<Void>> work) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new AtomicReference<>(FIRST), last -> transactions
                        .read(tx -> page.apply(tx, last.get()))
                        .call(people -> {
                            if (people.isEmpty()) {
                                return nothing();
                            }
                            last.set(people.getLast().id());
                            return work.apply(people);
                        }))
                .whilst(this::goesOn)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> judge(List<Person> people, Set<String> gone) {
        List<Person> known = people.stream()
                .filter(person -> !gone.contains(person.subject()))
                .toList();
        return transactions
                .write(tx -> rows.vouched(tx, known))
                .chain(() -> endAll(
                        people.stream()
                                .filter(person -> gone.contains(person.subject()))
                                .toList(),
                        RevokeReason.DIRECTORY_ENDED));
    }

    /** That too many are asking already says nothing about the directory. */
    private Uni<Void> unanswered(ProviderAccess access, ProviderFailure failure) {
        return failure.kind() == ProviderFailure.Kind.SATURATED
                ? nothing()
                : providers.asked(access.id(), failure).chain(this::endSilent);
    }

    private Uni<Void> endSilent() {
        return allPages(
                (tx, after) -> rows.silent(tx, after, TOGETHER),
                people -> endAll(people, RevokeReason.DIRECTORY_SILENT));
    }

    private boolean goesOn(List<Person> people) {
        return people.size() == TOGETHER && !untilShutdown.hasBegun();
    }

    private Uni<Void> endAll(List<Person> people, RevokeReason reason) {
        return InTurn.each(people, person -> end(person, reason));
    }

    private Uni<Void> end(Person person, RevokeReason reason) {
        return transactions.write(tx -> rows.isStillGone(tx, person)
                .chain(gone -> gone
                        ? sessions.endAll(tx, person.userId(), reason)
                                .chain(count -> journal.write(
                                        tx,
                                        AuditEntry.of(
                                                "user.sessions-ended",
                                                "user",
                                                person.userId(),
                                                null,
                                                Map.of("count", count, "reason", reason.name()))))
                        : nothing()));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
