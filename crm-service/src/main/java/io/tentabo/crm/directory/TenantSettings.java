package io.tentabo.crm.directory;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.model.event.TenantChanged;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** What a tenant has set for all of its work. */
@ApplicationScoped
public class TenantSettings {

    private static final String APPLY = """
            INSERT INTO tenant_settings AS known (tenant_id, status, default_currency, timezone, locale, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (tenant_id) DO UPDATE
            SET status = excluded.status, default_currency = excluded.default_currency,
                timezone = excluded.timezone, locale = excluded.locale, changed_at = excluded.changed_at
            WHERE known.changed_at < excluded.changed_at
            """;
    private static final String CURRENCY = """
            SELECT default_currency
            FROM tenant_settings
            WHERE tenant_id = (SELECT current_tenant())
            """;

    /** Takes over a tenant's state at a time; an older state than the known one changes nothing. */
    public Uni<Void> apply(Transaction tx, TenantChanged tenant, Instant changedAt) {
        return tx.update(
                        APPLY,
                        Tuple.of(
                                tx.caller().requireTenantId(),
                                tenant.status(),
                                tenant.defaultCurrency(),
                                tenant.timezone(),
                                tenant.locale(),
                                changedAt.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** ISO 4217, or nothing while the tenant is not known here. */
    public Uni<Optional<String>> defaultCurrency(Transaction tx) {
        return tx.query(CURRENCY)
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getString(0)));
    }
}
