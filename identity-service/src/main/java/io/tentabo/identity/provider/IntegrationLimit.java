package io.tentabo.identity.provider;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.tenant.Tenants;
import io.tentabo.kit.outbox.DomainEvent;
import io.tentabo.kit.outbox.Outbox;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.AuthProvidersChanged;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;

/**
 * The integrations that a tenant's plan allows: its authentication providers, which are counted here, and its connections,
 * which the sync service counts. Each service enforces the limit in its own transactions against what it has and what it
 * knows of the other; what is done in both within the same moments may exceed the limit by that.
 */
@Singleton
class IntegrationLimit {

    private static final String COUNT = """
            SELECT (SELECT count(*)::int FROM auth_providers WHERE tenant_id = (SELECT current_tenant())) AS providers,
                   (SELECT count(*)::int
                    FROM auth_providers
                    WHERE tenant_id = (SELECT current_tenant()) AND is_active) AS active_providers,
                   (SELECT count(*)::int
                    FROM known_connections
                    WHERE tenant_id = (SELECT current_tenant()) AND NOT is_deleted) AS connections,
                   (SELECT count(*)::int
                    FROM known_connections
                    WHERE tenant_id = (SELECT current_tenant()) AND NOT is_deleted AND is_active) AS active_connections
            """;

    private final Tenants tenants;
    private final Outbox outbox;

    IntegrationLimit(Tenants tenants, Outbox outbox) {
        this.tenants = tenants;
        this.outbox = outbox;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 422 when there is no room for one more */
    Uni<Void> requireRoom(Transaction tx) {
        return require(tx, "providers", "connections");
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 422 when no further one may be in use */
    Uni<Void> requireRoomInUse(Transaction tx) {
        return require(tx, "active_providers", "active_connections");
    }

    /** The tenant is locked until the end of the transaction, so that what is counted stays true. */
    private Uni<Void> require(Transaction tx, String providers, String connections) {
        return tenants.lockedMaxIntegrations(tx)
                .chain(most -> tx.query(COUNT).invoke(counts -> {
                    Row count = counts.iterator().next();
                    if (count.getInteger(providers) + count.getInteger(connections) >= most) {
                        throw AuthProviderProblems.LIMIT_REACHED.with(
                                "The plan allows " + most + " integrations.", Map.of("maxIntegrations", most));
                    }
                }))
                .replaceWithVoid();
    }

    /** Tells the sync service how many providers there are now. Of two who do so at once the second counts both changes. */
    Uni<Void> tell(Transaction tx) {
        UUID tenant = tx.caller().requireTenantId();
        return tenants.lockedMaxIntegrations(tx).chain(() -> tx.query(COUNT)).chain(counts -> {
            Row count = counts.iterator().next();
            return outbox.publish(
                    tx,
                    new DomainEvent(
                            "tenant",
                            tenant,
                            AuthProvidersChanged.TYPE,
                            new AuthProvidersChanged(
                                    count.getInteger("providers"), count.getInteger("active_providers"))));
        });
    }
}
