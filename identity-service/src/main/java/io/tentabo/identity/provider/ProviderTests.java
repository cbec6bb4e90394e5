package io.tentabo.identity.provider;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.Transactions;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tests providers: a test counts for the configuration and the credentials that it was made with. */
@Singleton
class ProviderTests {

    private final Transactions transactions;
    private final AuthProviderRows rows;
    private final ProviderAdapters adapters;
    private final HealthNotes health;
    private final Journal journal;
    private final InstantSource clock;

    ProviderTests(
            Transactions transactions,
            AuthProviderRows rows,
            ProviderAdapters adapters,
            HealthNotes health,
            Journal journal,
            InstantSource clock) {
        this.transactions = transactions;
        this.rows = rows;
        this.adapters = adapters;
        this.health = health;
        this.journal = journal;
        this.clock = clock;
    }

    /** No transaction is open while the provider is asked. */
    Uni<ProviderTest> test(UUID id) {
        return transactions
                .read(tx -> rows.access(tx, id))
                .map(found -> found.orElseThrow(() -> CommonProblems.notFound("authentication provider", id)))
                .chain(access -> adapters.of(access.configuration())
                        .test(access)
                        .chain(() -> finished(access, null))
                        .onFailure(ProviderFailure.class)
                        .recoverWithUni(failure -> finished(access, failure)));
    }

    private Uni<ProviderTest> finished(ProviderAccess access, @Nullable ProviderFailure failure) {
        ProviderTest result =
                new ProviderTest(failure == null, failure == null ? null : failure.getMessage(), clock.instant());
        return transactions.write(tx -> rows.tested(tx, access, result)
                .chain(() -> health.note(tx, access.id(), failure))
                .chain(() -> journal.write(
                        tx, AuditEntry.of("auth-provider.tested", AuthProviders.AUDITED, access.id(), null, result)))
                .replaceWith(result));
    }
}
