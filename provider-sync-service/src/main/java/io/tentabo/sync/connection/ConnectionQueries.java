package io.tentabo.sync.connection;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Cursors;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.sync.connection.ConnectionView.CredentialsView;
import io.tentabo.sync.connection.ConnectionView.HealthView;
import io.tentabo.sync.connection.ConnectionView.UsageView;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Connections as the API shows them. */
@ApplicationScoped
class ConnectionQueries {

    private static final String SELECT = """
            SELECT c.id, c.type, c.provider_name, c.name, c.description, c.base_url, c.active,
                   CASE WHEN c.active AND s.health = 'OFFLINE' THEN 'ERROR' ELSE c.status END AS status,
                   k.kind, k.status AS credentials_status, k.updated_at AS credentials_updated_at,
                   f.ownership,
                   CASE WHEN s.tested_access_version = c.access_version THEN s.tested_at END AS tested_at,
                   s.health, s.health_error, s.last_health_check_at, s.last_sync_at,
                   CASE WHEN s.cooling_until > now() THEN s.cooling_until END AS paused_until,
                   u.requests, u.tokens, u.throttled_ms,
                   c.created_at, c.updated_at, c.version
            FROM provider_connections c
            JOIN connection_states s ON s.tenant_id = c.tenant_id AND s.connection_id = c.id
            JOIN provider_credentials k ON k.tenant_id = c.tenant_id AND k.connection_id = c.id
            CROSS JOIN LATERAL (
                SELECT jsonb_object_agg(o.field, o.owner)::text AS ownership
                FROM field_ownership o
                WHERE o.tenant_id = c.tenant_id AND o.connection_id = c.id
            ) f
            LEFT JOIN connection_usage u ON u.tenant_id = c.tenant_id AND u.connection_id = c.id
                AND u.day = (now() AT TIME ZONE 'UTC')::date
            """;

    private final Transactions transactions;
    private final Cursors cursors;

    ConnectionQueries(Transactions transactions, Cursors cursors) {
        this.transactions = transactions;
        this.cursors = cursors;
    }

    Uni<Page<ConnectionView>> list(@Nullable ProviderType type, @Nullable Boolean active, PageRequest page) {
        return KeysetQuery.of("connections", SELECT)
                .where("c.tenant_id = (SELECT current_tenant())")
                .where("c.type = ?", type == null ? null : type.name())
                .where("c.active = ?", active)
                .sorts("-createdAt", SortKey.timestamp("createdAt", "c.created_at"))
                .tieBreak("c.id")
                .fetch(transactions, cursors, page, ConnectionQueries::view);
    }

    Uni<ConnectionView> get(UUID id) {
        return transactions.read(tx -> get(tx, id));
    }

    Uni<ConnectionView> get(Transaction tx, UUID id) {
        return tx.query(SELECT + "WHERE c.tenant_id = (SELECT current_tenant()) AND c.id = $1", Tuple.of(id))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw CommonProblems.notFound("connection", id);
                    }
                    return view(rows.iterator().next());
                });
    }

    private static ConnectionView view(Row row) {
        return new ConnectionView(
                row.getUUID("id"),
                ProviderType.valueOf(row.getString("type")),
                row.getString("provider_name"),
                row.getString("name"),
                row.getString("description"),
                row.getString("base_url"),
                row.getBoolean("active"),
                ConnectionStatus.valueOf(row.getString("status")),
                new CredentialsView(
                        row.getString("kind"),
                        row.getString("credentials_status"),
                        SqlTime.get(row, "credentials_updated_at")),
                ownership(row.getString("ownership")),
                SqlTime.find(row, "tested_at"),
                new HealthView(
                        Health.valueOf(row.getString("health")),
                        row.getString("health_error"),
                        SqlTime.find(row, "last_health_check_at")),
                SqlTime.find(row, "last_sync_at"),
                SqlTime.find(row, "paused_until"),
                new UsageView(number(row, "requests"), number(row, "tokens"), number(row, "throttled_ms")),
                SqlTime.get(row, "created_at"),
                SqlTime.get(row, "updated_at"),
                row.getInteger("version"));
    }

    static Map<String, FieldOwner> ownership(@Nullable String json) {
        Map<String, FieldOwner> owners = new TreeMap<>();
        if (json != null) {
            new JsonObject(json)
                    .forEach(entry -> owners.put(entry.getKey(), FieldOwner.valueOf((String) entry.getValue())));
        }
        return owners;
    }

    private static long number(Row row, String column) {
        Long value = row.getLong(column);
        return value == null ? 0 : value;
    }
}
