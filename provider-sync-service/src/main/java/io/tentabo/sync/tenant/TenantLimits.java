package io.tentabo.sync.tenant;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.AuthProvidersChanged;
import io.tentabo.model.event.TenantChanged;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** What a tenant's plan allows here. */
@ApplicationScoped
public class TenantLimits {

    private static final String APPLY = """
            INSERT INTO tenant_settings AS known (tenant_id, status, max_integrations, changed_at)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (tenant_id) DO UPDATE
            SET status = excluded.status, max_integrations = excluded.max_integrations, changed_at = excluded.changed_at
            WHERE known.changed_at < excluded.changed_at
            """;
    private static final String APPLY_AUTH_PROVIDERS = """
            INSERT INTO tenant_settings AS known (tenant_id, auth_providers, active_auth_providers, auth_providers_at)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (tenant_id) DO UPDATE
            SET auth_providers = excluded.auth_providers, active_auth_providers = excluded.active_auth_providers,
                auth_providers_at = excluded.auth_providers_at
            WHERE known.auth_providers_at < excluded.auth_providers_at
            """;
    private static final String ENSURE = """
            INSERT INTO tenant_settings (tenant_id)
            VALUES ($1)
            ON CONFLICT DO NOTHING
            """;
    private static final String LOCK = """
            SELECT max_integrations, auth_providers, active_auth_providers
            FROM tenant_settings
            WHERE tenant_id = $1
            FOR UPDATE
            """;

    /** Takes over a tenant's state at a time; an older state than the known one changes nothing. */
    public Uni<Void> apply(Transaction tx, TenantChanged tenant, Instant changedAt) {
        return tx.update(
                        APPLY,
                        Tuple.of(
                                tx.caller().requireTenantId(),
                                tenant.status(),
                                tenant.maxIntegrations(),
                                SqlTime.of(changedAt)))
                .replaceWithVoid();
    }

    /** Takes over how many authentication providers a tenant has at a time; an older count changes nothing. */
    public Uni<Void> apply(Transaction tx, AuthProvidersChanged providers, Instant changedAt) {
        return tx.update(
                        APPLY_AUTH_PROVIDERS,
                        Tuple.of(
                                tx.caller().requireTenantId(),
                                providers.count(),
                                providers.active(),
                                SqlTime.of(changedAt)))
                .replaceWithVoid();
    }

    /**
     * What a plan allows, and what is taken of it elsewhere.
     *
     * @param max of authentication providers and connections together
     * @param authProviders as identity last told
     * @param activeAuthProviders those of them in use
     */
    public record Integrations(int max, int authProviders, int activeAuthProviders) {}

    /**
     * How many integrations the tenant may have. Until the transaction ends nobody else gets an answer, so that what is
     * counted after it stays true.
     */
    public Uni<Integrations> lockIntegrations(Transaction tx) {
        Tuple tenant = Tuple.of(tx.caller().requireTenantId());
        return tx.update(ENSURE, tenant)
                .chain(() -> tx.query(LOCK, tenant))
                .map(rows -> rows.iterator().next())
                .map(row -> new Integrations(
                        row.getInteger("max_integrations"),
                        row.getInteger("auth_providers"),
                        row.getInteger("active_auth_providers")));
    }
}
