package io.tentabo.identity.tenant;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** The settings of the caller's tenant in the database. */
@Singleton
class SettingRows {

    private static final String INSERT =
            "INSERT INTO tenant_settings (tenant_id, default_currency, timezone, locale) VALUES ($1, $2, $3, $4)";

    private static final String INITIAL = """
            SELECT default_currency, timezone, locale
            FROM tenant_settings
            WHERE tenant_id = (SELECT current_tenant())
            """;

    Uni<Void> insert(Transaction tx, TenantSettings settings) {
        return tx.update(
                        INSERT,
                        Tuple.of(
                                tx.caller().requireTenantId(),
                                settings.defaultCurrency(),
                                settings.timezone(),
                                settings.locale()))
                .replaceWithVoid();
    }

    /** What every other service is told of them. */
    Uni<TenantSettings> initial(Transaction tx) {
        return tx.query(INITIAL).map(rows -> {
            Row row = rows.iterator().next();
            return new TenantSettings(
                    row.getString("default_currency"), row.getString("timezone"), row.getString("locale"));
        });
    }
}
