package io.tentabo.kit.tenancy;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The tenants whose callers are refused although their access tokens are still valid.
 *
 * <p>Asked for every request, so the answer comes from memory. The memory is read again every five seconds by every
 * process of the service, since an event reaches only one of them: what the service's own tables say takes effect within
 * that time. While the database is away the last known answer stands. Tenants that are being purged stay blocked when
 * nothing is left that says so but the purge itself.
 */
@ApplicationScoped
public class BlockedTenants {

    private static final Logger LOG = Logger.getLogger(BlockedTenants.class);
    private static final Duration TIME_LIMIT = Duration.ofSeconds(30);
    private static final String OR_PURGED = " UNION SELECT tenant_id FROM tenant_jobs WHERE kind = 'PURGE'";

    private final Pool background;
    private final Instance<BlockedTenantsQuery> query;
    private final UntilShutdown untilShutdown;
    private volatile Set<UUID> blocked = Set.of();

    BlockedTenants(
            @ReactiveDataSource("background") Pool background,
            Instance<BlockedTenantsQuery> query,
            UntilShutdown untilShutdown) {
        this.background = background;
        this.query = query;
        this.untilShutdown = untilShutdown;
    }

    boolean contains(@Nullable UUID tenantId) {
        return tenantId != null && blocked.contains(tenantId);
    }

    /** Reads them again at once, for who has just changed them: this process then need not wait for its next turn. */
    public void refreshSoon() {
        refresh().subscribe().with(ignored -> {});
    }

    /** A service that has just started refuses from its first request on. */
    void load(@Observes StartupEvent ignored) {
        if (query.isResolvable()) {
            read().await().atMost(TIME_LIMIT);
        }
    }

    @Scheduled(
            every = "5s",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> refresh() {
        return query.isResolvable()
                ? read().onFailure().recoverWithUni(this::keepLastKnown)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> read() {
        return background
                .preparedQuery(query.get().sql() + OR_PURGED)
                .execute()
                .invoke(rows -> {
                    Set<UUID> ids = new HashSet<>();
                    for (Row row : rows) {
                        ids.add(row.getUUID(0));
                    }
                    blocked = Set.copyOf(ids);
                })
                .replaceWithVoid();
    }

    private Uni<Void> keepLastKnown(Throwable failure) {
        if (!untilShutdown.hasBegun()) {
            LOG.warn("Could not read which tenants are blocked; the last known ones stay blocked", failure);
        }
        return Uni.createFrom().voidItem();
    }
}
