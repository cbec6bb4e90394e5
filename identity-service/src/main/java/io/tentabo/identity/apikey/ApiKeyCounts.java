package io.tentabo.identity.apikey;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.token.IssuedTokens;
import io.tentabo.identity.token.TokenKey;
import io.tentabo.kit.security.ApiKeyUse;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Adds up what the services report: one statement for all keys of a tenant in a report. */
@Singleton
class ApiKeyCounts {

    /** Rows are locked in one order, so that two reports cannot wait for each other. */
    private static final String ADD = """
            WITH told AS (
                SELECT id, sum(uses)::bigint AS uses, least(max(used_at), now()) AS used_at,
                       (array_agg(ip ORDER BY used_at DESC) FILTER (WHERE ip IS NOT NULL))[1]::inet AS ip
                FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::text[]) AS t (id, uses, used_at, ip)
                GROUP BY id
            ),
            locked AS (
                SELECT k.id
                FROM api_keys k
                WHERE k.tenant_id = (SELECT current_tenant()) AND k.id = ANY($1)
                ORDER BY k.id
                FOR NO KEY UPDATE
            )
            UPDATE api_keys k
            SET usage_count = k.usage_count + told.uses,
                last_used_at = greatest(k.last_used_at, told.used_at),
                last_used_ip = CASE
                    WHEN k.last_used_at IS NULL OR told.used_at >= k.last_used_at THEN coalesce(told.ip, k.last_used_ip)
                    ELSE k.last_used_ip
                END
            FROM told
            JOIN locked ON locked.id = told.id
            WHERE k.tenant_id = (SELECT current_tenant()) AND k.id = told.id
            """;

    private final Transactions transactions;
    private final CallerContext callers;
    private final IssuedTokens issued;

    ApiKeyCounts(Transactions transactions, CallerContext callers, IssuedTokens issued) {
        this.transactions = transactions;
        this.callers = callers;
        this.issued = issued;
    }

    /** What no token of a key proves is passed over. */
    Uni<Void> add(List<ApiKeyUse> uses) {
        Map<UUID, List<Proved>> byTenant = new HashMap<>();
        for (ApiKeyUse use : uses) {
            issued.apiKey(use.accessToken())
                    .ifPresent(key -> byTenant.computeIfAbsent(key.tenantId(), tenant -> new ArrayList<>())
                            .add(new Proved(key, use)));
        }
        return Multi.createFrom()
                .iterable(byTenant.entrySet())
                .onItem()
                .call(tenant -> callers.as(
                        Caller.system(tenant.getKey()),
                        () -> transactions.write(tx -> tx.update(ADD, columns(tenant.getValue())))))
                .onItem()
                .ignoreAsUni();
    }

    private record Proved(TokenKey key, ApiKeyUse use) {}

    private static Tuple columns(List<Proved> uses) {
        return Tuple.of(
                uses.stream().map(proved -> proved.key().id()).toArray(UUID[]::new),
                uses.stream().map(proved -> proved.use().count()).toArray(Long[]::new),
                uses.stream()
                        .map(proved -> SqlTime.of(proved.use().lastUsedAt()))
                        .toArray(OffsetDateTime[]::new),
                uses.stream().map(proved -> address(proved.use().lastUsedIp())).toArray(String[]::new));
    }

    /** As the database reads it; null for what is no address. */
    static @Nullable String address(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text).getHostAddress().replaceFirst("%.*", "");
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
