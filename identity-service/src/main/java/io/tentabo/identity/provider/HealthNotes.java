package io.tentabo.identity.provider;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Notes how providers answer. That one is away is told once, in the log and in the tenant's audit, and once that it is
 * back; whichever process finds out first tells it, and of a provider that comes and goes it is told once a minute at most.
 */
@Singleton
class HealthNotes {

    private static final Logger LOG = Logger.getLogger(HealthNotes.class);

    /** Sign-ins come by the hundred: what they find is written when it is news, or once in this time. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final String NOTE = """
            UPDATE auth_providers
            SET health = $2, health_error = $3, last_health_check_at = now(),
                told_at = CASE
                    WHEN is_outage_told <> $4 AND told_at < now() - $5 * interval '1 second' THEN now()
                    ELSE told_at
                END,
                is_outage_told = CASE
                    WHEN told_at < now() - $5 * interval '1 second' THEN $4
                    ELSE is_outage_told
                END
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
              AND (
                  health <> $2 OR last_health_check_at IS NULL
                  OR last_health_check_at < now() - $5 * interval '1 second'
              )
            RETURNING name, told_at = now() AS is_news
            """;

    private final Journal journal;

    HealthNotes(Journal journal) {
        this.journal = journal;
    }

    /** @param failure null for a provider that has answered, whatever it said */
    Uni<Void> note(Transaction tx, UUID id, @Nullable ProviderFailure failure) {
        ProviderHealth health = health(failure);
        String error = failure == null ? null : failure.getMessage();
        return tx.query(
                        NOTE,
                        Tuple.of(id, health.name(), error, health != ProviderHealth.HEALTHY)
                                .addLong(PAUSE.toSeconds()))
                .chain(rows -> {
                    for (Row row : rows) {
                        if (row.getBoolean("is_news")) {
                            return tell(tx, id, row.getString("name"), health, error);
                        }
                    }
                    return Uni.createFrom().voidItem();
                });
    }

    private Uni<Void> tell(Transaction tx, UUID id, String name, ProviderHealth health, @Nullable String error) {
        UUID tenant = tx.caller().requireTenantId();
        tx.afterCommit(() -> {
            if (error == null) {
                LOG.infof("The authentication provider %s (%s) of tenant %s answers again", name, id, tenant);
            } else {
                LOG.warnf(
                        "The authentication provider %s (%s) of tenant %s is %s: %s", name, id, tenant, health, error);
            }
        });
        Map<String, Object> state = error == null ? Map.of("health", health) : Map.of("health", health, "error", error);
        return journal.write(tx, AuditEntry.of("auth-provider.health-changed", AuthProviders.AUDITED, id, null, state));
    }

    private static ProviderHealth health(@Nullable ProviderFailure failure) {
        return failure == null
                ? ProviderHealth.HEALTHY
                : switch (failure.kind()) {
                    case UNREACHABLE -> ProviderHealth.OFFLINE;
                    case DENIED, SATURATED -> ProviderHealth.DEGRADED;
                };
    }
}
