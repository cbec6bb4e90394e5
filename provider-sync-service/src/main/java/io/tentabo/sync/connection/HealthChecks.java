package io.tentabo.sync.connection;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.tentabo.sync.SyncConfig;
import io.tentabo.sync.provider.CrmProviders;
import io.tentabo.sync.provider.ProviderAccess;
import io.tentabo.sync.provider.ProviderFailure;
import io.tentabo.sync.provider.ProviderSession;
import io.tentabo.sync.work.TenantWork;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Asks every active connection now and then how it is. */
@ApplicationScoped
class HealthChecks {

    private static final String DUE = """
            SELECT tenant_id, connection_id
            FROM connection_states
            WHERE active AND next_health_check_at <= now()
            ORDER BY next_health_check_at
            LIMIT 100
            """;

    private final Pool background;
    private final ConnectionAccess access;
    private final ConnectionStates states;
    private final CrmProviders providers;
    private final SyncConfig config;
    private final TenantWork work;

    HealthChecks(
            @ReactiveDataSource("background") Pool background,
            ConnectionAccess access,
            ConnectionStates states,
            CrmProviders providers,
            SyncConfig config,
            CallerContext callers) {
        this.background = background;
        this.access = access;
        this.states = states;
        this.providers = providers;
        this.config = config;
        this.work = new TenantWork("Health check", callers);
    }

    @Scheduled(
            every = "{tentabo.sync.health-tick:10s}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> tick() {
        return background
                .query(DUE)
                .execute()
                .invoke(rows -> rows.forEach(row -> {
                    UUID connectionId = row.getUUID("connection_id");
                    work.start(row.getUUID("tenant_id"), connectionId, () -> check(connectionId));
                }))
                .replaceWithVoid();
    }

    private Uni<Void> check(UUID connectionId) {
        return states.takeHealthCheck(connectionId, config.healthCheckEvery())
                .chain(mine -> mine
                        ? access.of(connectionId).chain(this::ask)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> ask(ProviderAccess known) {
        ProviderSession session = new ProviderSession(known);
        return providers
                .of(session)
                .test(session)
                .chain(account -> states.finished(session, null))
                .onFailure(ProviderFailure.class)
                .recoverWithUni(failure -> states.finished(session, failure));
    }
}
