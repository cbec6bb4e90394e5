package io.tentabo.sync.connection;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.sync.SyncConfig;
import io.tentabo.sync.provider.ProviderAccess;
import io.tentabo.sync.provider.ProviderFailure;
import io.tentabo.sync.provider.ProviderSession;
import io.tentabo.sync.provider.ProviderSession.Usage;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the machinery notes about connections: health, silence, use, and what is due. */
@ApplicationScoped
public class ConnectionStates {

    private static final String HEALTHY = """
            UPDATE connection_states
            SET health = 'HEALTHY', health_error = NULL, last_health_check_at = now(), failures = 0
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1
            """;
    // What fails during the silence was under way before it began: that is the same failure, not another one.
    private static final String FAILED = """
            UPDATE connection_states
            SET health = $2, health_error = $3, last_health_check_at = now(),
                failures = CASE WHEN cooling_until > now() THEN failures ELSE failures + 1 END,
                cooling_until = greatest(
                    cooling_until,
                    now() + make_interval(secs => coalesce($4, least($5 * power(2.0::float8, least(failures, 20)), $6))))
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1
            """;
    private static final String USE = """
            INSERT INTO connection_usage AS used (tenant_id, connection_id, day, requests, tokens, throttled_ms)
            SELECT c.tenant_id, c.id, (now() AT TIME ZONE 'UTC')::date, $2, $3, $4
            FROM provider_connections c
            WHERE c.tenant_id = (SELECT current_tenant()) AND c.id = $1
            ON CONFLICT (tenant_id, connection_id, day) DO UPDATE
            SET requests = used.requests + excluded.requests, tokens = used.tokens + excluded.tokens,
                throttled_ms = used.throttled_ms + excluded.throttled_ms
            """;
    private static final String MARKER = """
            UPDATE connection_states s
            SET marker_field = $3
            FROM provider_connections c
            WHERE s.tenant_id = (SELECT current_tenant()) AND s.connection_id = $1
              AND c.tenant_id = s.tenant_id AND c.id = s.connection_id AND c.access_version = $2
            """;
    private static final String IS_ADOPTED = """
            SELECT adopted
            FROM connection_states
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1
            """;
    private static final String ADOPTED = """
            UPDATE connection_states s
            SET adopted = true
            FROM provider_connections c
            WHERE s.tenant_id = (SELECT current_tenant()) AND s.connection_id = $1
              AND c.tenant_id = s.tenant_id AND c.id = s.connection_id AND c.access_version = $2
            """;
    private static final String SYNCED = """
            UPDATE connection_states
            SET last_sync_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1
            """;
    private static final String TAKE_PULL = """
            UPDATE connection_states
            SET next_pull_at = now() + make_interval(secs => $2)
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1 AND active AND next_pull_at <= now()
              AND (cooling_until IS NULL OR cooling_until <= now())
            RETURNING next_full_pull_at <= now() AS is_full
            """;
    private static final String TAKE_FULL = """
            UPDATE connection_states
            SET next_full_pull_at = now() + make_interval(secs => $2)
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1
            """;
    private static final String TAKE_CHECK = """
            UPDATE connection_states
            SET next_health_check_at = now() + make_interval(secs => $2)
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1 AND active
              AND next_health_check_at <= now() AND (cooling_until IS NULL OR cooling_until <= now())
            """;

    private static final String IS_ACTIVE = """
            SELECT active AND (cooling_until IS NULL OR cooling_until <= now())
            FROM connection_states
            WHERE tenant_id = (SELECT current_tenant()) AND connection_id = $1
            """;

    private final Transactions transactions;
    private final SyncConfig config;

    ConnectionStates(Transactions transactions, SyncConfig config) {
        this.transactions = transactions;
        this.config = config;
    }

    /** Notes the end of a piece of work at a provider: what it cost, and what it says about the connection's health. */
    public Uni<Void> finished(ProviderSession session, @Nullable Throwable failure) {
        UUID connectionId = session.access().connectionId();
        Usage usage = session.usage();
        return transactions.write(tx -> used(tx, connectionId, usage).chain(() -> {
            if (failure == null) {
                return usage.requests() == 0 ? Uni.createFrom().voidItem() : healthy(tx, connectionId);
            }
            return failure instanceof ProviderFailure known
                    ? failed(tx, connectionId, known)
                    : Uni.createFrom().voidItem();
        }));
    }

    private Uni<Void> used(Transaction tx, UUID connectionId, Usage usage) {
        if (usage.requests() == 0) {
            return Uni.createFrom().voidItem();
        }
        return tx.update(
                        USE,
                        Tuple.of(connectionId, (long) usage.requests(), (long) usage.tokens(), usage.throttledMillis()))
                .replaceWithVoid();
    }

    Uni<Void> healthy(Transaction tx, UUID connectionId) {
        return tx.update(HEALTHY, Tuple.of(connectionId)).replaceWithVoid();
    }

    Uni<Void> failed(Transaction tx, UUID connectionId, ProviderFailure failure) {
        return switch (failure.kind()) {
            case THROTTLED, BLOCKED -> silenced(tx, connectionId, Health.DEGRADED, failure);
            case UNAVAILABLE, UNAUTHORIZED, FORBIDDEN_ADDRESS -> silenced(tx, connectionId, Health.OFFLINE, failure);
            // An answer about one record says that the provider is well.
            case NOT_FOUND, REJECTED -> healthy(tx, connectionId);
        };
    }

    private Uni<Void> silenced(Transaction tx, UUID connectionId, Health health, ProviderFailure failure) {
        Duration asked = failure.pause();
        return tx.update(
                        FAILED,
                        Tuple.of(
                                connectionId,
                                health.name(),
                                failure.getMessage(),
                                asked == null ? null : SqlTime.seconds(asked),
                                SqlTime.seconds(config.minBackOff()),
                                SqlTime.seconds(config.maxBackOff())))
                .replaceWithVoid();
    }

    /** Whether a connection is in use and need not stay silent; 404 when there is none. */
    public Uni<Boolean> isActive(Transaction tx, UUID connectionId) {
        return tx.query(IS_ACTIVE, Tuple.of(connectionId)).map(rows -> {
            if (rows.size() == 0) {
                throw CommonProblems.notFound("connection", connectionId);
            }
            return rows.iterator().next().getBoolean(0);
        });
    }

    /** Notes the code of the marker field, unless it is that of another account by now. */
    public Uni<Void> rememberMarkerField(ProviderAccess access) {
        return transactions
                .write(tx -> tx.update(
                        MARKER, Tuple.of(access.connectionId(), access.accessVersion(), access.markerField())))
                .replaceWithVoid();
    }

    /** Whether leads there that carry our ids were looked for since the connection was activated. */
    public Uni<Boolean> isAdopted(UUID connectionId) {
        return transactions
                .read(IS_ADOPTED, Tuple.of(connectionId))
                // Of a connection that was deleted meanwhile there is nothing to look for.
                .map(rows -> rows.size() == 0 || rows.iterator().next().getBoolean("adopted"));
    }

    /** Notes that they were, unless it was at another address or in another account. */
    public Uni<Void> adopted(ProviderAccess access) {
        return transactions
                .write(tx -> tx.update(ADOPTED, Tuple.of(access.connectionId(), access.accessVersion())))
                .replaceWithVoid();
    }

    public Uni<Void> synced(Transaction tx, UUID connectionId) {
        return tx.update(SYNCED, Tuple.of(connectionId)).replaceWithVoid();
    }

    /** What kind of reading a replica may start now; of several replicas that ask, one gets it. */
    public Uni<Due> takePull(UUID connectionId, Duration every) {
        return transactions.write(tx -> tx.query(TAKE_PULL, Tuple.of(connectionId, SqlTime.seconds(every)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return Due.NOTHING;
                    }
                    return rows.iterator().next().getBoolean("is_full") ? Due.FULL : Due.INCREMENTAL;
                }));
    }

    /** Puts the next complete reading off, because one is done. */
    public Uni<Void> fullPullDone(Transaction tx, UUID connectionId, Duration every) {
        return tx.update(TAKE_FULL, Tuple.of(connectionId, SqlTime.seconds(every)))
                .replaceWithVoid();
    }

    Uni<Boolean> takeHealthCheck(UUID connectionId, Duration every) {
        return transactions.write(tx -> tx.update(TAKE_CHECK, Tuple.of(connectionId, SqlTime.seconds(every)))
                .map(count -> count == 1));
    }

    /** A scheduled reading. */
    public enum Due {
        NOTHING,
        INCREMENTAL,
        FULL
    }
}
