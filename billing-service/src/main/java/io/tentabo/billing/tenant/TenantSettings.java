package io.tentabo.billing.tenant;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** The read model of what a tenant has decided for itself. */
@ApplicationScoped
public class TenantSettings {

    private static final Logger LOG = Logger.getLogger(TenantSettings.class);

    private static final String UPSERT = """
            INSERT INTO tenant_settings AS known (tenant_id, status, time_zone, default_currency, changed_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (tenant_id) DO UPDATE
            SET status = excluded.status,
                time_zone = excluded.time_zone,
                default_currency = excluded.default_currency,
                changed_at = excluded.changed_at
            WHERE known.changed_at <= excluded.changed_at
            """;

    private static final String TIME_ZONE = "SELECT known.time_zone FROM tenant_settings known";

    private final InstantSource clock;

    TenantSettings(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes over a tenant's settings, unless later ones are already known. */
    public Uni<Void> apply(Transaction tx, String status, String timeZone, String defaultCurrency, Instant changedAt) {
        OffsetDateTime time = changedAt.atOffset(ZoneOffset.UTC);
        return tx.update(UPSERT, Tuple.of(tx.caller().requireTenantId(), status, timeZone, defaultCurrency, time))
                .replaceWithVoid();
    }

    /** The date at the tenant's place; in UTC as long as the tenant's settings are not known. */
    public Uni<LocalDate> today(Transaction tx) {
        return tx.query(TIME_ZONE).map(rows -> {
            ZoneId zone = ZoneOffset.UTC;
            for (Row row : rows) {
                zone = zone(row.getString("time_zone"));
            }
            return LocalDate.ofInstant(clock.instant(), zone);
        });
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            LOG.warnf("A tenant's time zone %s is unknown here; its dates are taken in UTC", name);
            return ZoneOffset.UTC;
        }
    }
}
