package io.tentabo.identity.provider;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.DueRows;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Asks every active provider now and then whether people could sign in, in whichever process finds it due first. */
@Singleton
class HealthChecks {

    private static final Logger LOG = Logger.getLogger(HealthChecks.class);

    private static final int AT_ONCE = 8;

    private static final String DUE = """
            SELECT tenant_id, id
            FROM auth_providers
            WHERE is_active AND next_health_check_at <= now()
            ORDER BY next_health_check_at
            LIMIT 100
            """;

    private final Pool background;
    private final CallerContext callers;
    private final Transactions transactions;
    private final AuthProviderRows rows;
    private final ProviderAdapters adapters;
    private final HealthNotes health;

    HealthChecks(
            @ReactiveDataSource("background") Pool background,
            CallerContext callers,
            Transactions transactions,
            AuthProviderRows rows,
            ProviderAdapters adapters,
            HealthNotes health) {
        this.background = background;
        this.callers = callers;
        this.transactions = transactions;
        this.rows = rows;
        this.adapters = adapters;
        this.health = health;
    }

    @Scheduled(
            every = "{tentabo.identity.providers.check-tick:10s}",
            delayed = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> tick() {
        return DueRows.workOff(background, DUE, AT_ONCE, due -> check(due.getUUID("tenant_id"), due.getUUID("id")));
    }

    /** What goes wrong with one is no reason to leave out the others; it is due again after the interval. */
    private Uni<Void> check(UUID tenantId, UUID id) {
        return callers.inBackground(Caller.system(tenantId), () -> check(id))
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.errorf(
                            failure, "The authentication provider %s of tenant %s could not be checked", id, tenantId);
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> check(UUID id) {
        return transactions
                .write(tx -> rows.takeCheck(tx, id))
                .chain(mine -> mine
                        ? transactions.read(tx -> rows.access(tx, id)).chain(found -> found.map(this::ask)
                                .orElseGet(() -> Uni.createFrom().voidItem()))
                        : Uni.createFrom().voidItem());
    }

    /** No transaction is open meanwhile. That too many are asking already says nothing about the provider. */
    private Uni<Void> ask(ProviderAccess access) {
        return adapters.of(access.configuration())
                .test(access)
                .chain(() -> transactions.write(tx -> health.note(tx, access.id(), null)))
                .onFailure(ProviderFailure.class)
                .recoverWithUni(failure -> failure.kind() == ProviderFailure.Kind.SATURATED
                        ? Uni.createFrom().voidItem()
                        : transactions.write(tx -> health.note(tx, access.id(), failure)));
    }
}
