package io.tentabo.identity.apikey;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.ApiKey;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The stored keys. */
final class ApiKeyRows {

    private static final String COLUMNS = """
            SELECT k.id, k.user_id, k.name, k.prefix, k.scopes, k.created_at, k.expires_at, k.last_used_at,
                   host(k.last_used_ip) AS last_used_ip, k.usage_count, k.revoked_at, k.revoked_by, k.revoke_reason,
                   CASE
                       WHEN k.revoked_at IS NOT NULL THEN 'REVOKED'
                       WHEN k.expires_at <= now() THEN 'EXPIRED'
                       ELSE 'ACTIVE'
                   END AS status
            FROM api_keys k
            """;
    private static final String ONE =
            COLUMNS + "WHERE k.tenant_id = (SELECT current_tenant()) AND k.id = $1 AND k.user_id = $2";

    /** Two requests of one user wait for each other here, or both would see the last free place. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('api-keys:' || $1::text, 0))";

    private static final String COUNT_ACTIVE = """
            SELECT count(*)
            FROM api_keys k
            WHERE k.tenant_id = (SELECT current_tenant()) AND k.user_id = $1 AND k.revoked_at IS NULL
              AND k.expires_at > now()
            """;
    private static final String INSERT = """
            INSERT INTO api_keys (id, tenant_id, user_id, name, prefix, key_hash, scopes, expires_at)
            VALUES ($1, (SELECT current_tenant()), $2, $3, $4, $5, $6, $7)
            """;
    private static final String REVOKE = """
            UPDATE api_keys
            SET revoked_at = now(), revoked_by = $3, revoke_reason = $4
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND user_id = $2 AND revoked_at IS NULL
            """;
    private static final String REVOKE_ALL = """
            UPDATE api_keys
            SET revoked_at = now(), revoked_by = $2, revoke_reason = $3
            WHERE tenant_id = (SELECT current_tenant()) AND user_id = $1 AND revoked_at IS NULL
            RETURNING id
            """;

    private ApiKeyRows() {}

    static KeysetQuery ofUser(UUID userId) {
        return KeysetQuery.of("api-keys", COLUMNS)
                .where("k.tenant_id = (SELECT current_tenant())")
                .where("k.user_id = ?", userId)
                .sorts("-createdAt", SortKey.timestamp("createdAt", "k.created_at"))
                .tieBreak("k.id");
    }

    /** How many keys of the user are good, while nobody else adds one. */
    static Uni<Long> countLocked(Transaction tx, UUID userId) {
        return tx.query(LOCK, Tuple.of(userId.toString()))
                .chain(() -> tx.query(COUNT_ACTIVE, Tuple.of(userId)))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    static Uni<Void> insert(Transaction tx, UUID id, UUID userId, ApiKey key, NewApiKey request, Instant expiresAt) {
        return tx.update(
                        INSERT,
                        Tuple.tuple()
                                .addValue(id)
                                .addValue(userId)
                                .addValue(request.name())
                                .addValue(key.prefix())
                                .addValue(Buffer.buffer(key.hash()))
                                .addValue(request.scopes().toArray(String[]::new))
                                .addValue(SqlTime.of(expiresAt)))
                .replaceWithVoid();
    }

    /** Whether it was good until now. */
    static Uni<Boolean> revoke(Transaction tx, UUID id, UUID userId, String reason) {
        return tx.update(REVOKE, Tuple.of(id, userId, tx.caller().userId(), reason))
                .map(count -> count == 1);
    }

    /** Answers the ids of those that were not revoked before. */
    static Uni<List<UUID>> revokeAll(Transaction tx, UUID userId, String reason) {
        return tx.query(REVOKE_ALL, Tuple.of(userId, tx.caller().userId(), reason))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .toList());
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 when that user has no such key */
    static Uni<ApiKeyView> only(Transaction tx, UUID id, UUID userId) {
        return tx.query(ONE, Tuple.of(id, userId)).map(rows -> {
            for (Row row : rows) {
                return view(row);
            }
            throw CommonProblems.notFound("API key", id);
        });
    }

    static ApiKeyView view(Row row) {
        return new ApiKeyView(
                row.getUUID("id"),
                row.getUUID("user_id"),
                row.getString("name"),
                ApiKey.MARK + row.getString("prefix"),
                List.of(row.getArrayOfStrings("scopes")),
                ApiKeyStatus.valueOf(row.getString("status")),
                SqlTime.get(row, "created_at"),
                SqlTime.get(row, "expires_at"),
                SqlTime.find(row, "last_used_at"),
                row.getString("last_used_ip"),
                row.getLong("usage_count"),
                SqlTime.find(row, "revoked_at"),
                row.getUUID("revoked_by"),
                row.getString("revoke_reason"));
    }
}
