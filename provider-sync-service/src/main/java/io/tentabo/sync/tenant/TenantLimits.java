package io.tentabo.sync.tenant;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
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
    private static final String ENSURE = """
            INSERT INTO tenant_settings (tenant_id)
            VALUES ($1)
            ON CONFLICT DO NOTHING
            """;
    private static final String LOCK = """
            SELECT max_integrations
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

    /**
     * How many connections the tenant may have. Until the transaction ends nobody else gets an answer, so that what is
     * counted after it stays true.
     */
    public Uni<Integer> lockMaxIntegrations(Transaction tx) {
        Tuple tenant = Tuple.of(tx.caller().requireTenantId());
        return tx.update(ENSURE, tenant)
                .chain(() -> tx.query(LOCK, tenant))
                .map(rows -> rows.iterator().next().getInteger(0));
    }
}
