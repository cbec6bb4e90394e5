package io.tentabo.identity.onetime;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.onetime.OneTimeTokens.Found;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** The stored one-time tokens, by their hashes. Times are the database's, the same for all replicas. */
@Singleton
class OneTimeTokenRows {

    private static final String INSERT = """
            INSERT INTO one_time_tokens (tenant_id, token_hash, user_id, purpose, expires_at)
            VALUES ((SELECT current_tenant()), $1, $2, $3, now() + $4 * interval '1 second')
            """;
    private static final String FIND = """
            SELECT o.user_id, u.email, t.slug, t.name,
                   o.used_at IS NULL AND o.ended_at IS NULL AND o.expires_at > now() AND u.status <> 'DELETED'
                   AND t.status IN ('TRIAL', 'ACTIVE') AS is_good
            FROM one_time_tokens o
            JOIN users u ON u.tenant_id = o.tenant_id AND u.id = o.user_id
            JOIN tenants t ON t.id = o.tenant_id
            WHERE o.tenant_id = (SELECT current_tenant()) AND o.token_hash = $1 AND o.purpose = $2
            """;
    /** Who comes second waits for the first and then finds the token used. */
    private static final String USE = """
            UPDATE one_time_tokens
            SET used_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND token_hash = $1 AND purpose = $2
              AND used_at IS NULL AND ended_at IS NULL AND expires_at > now()
            """;

    private static final String END = """
            UPDATE one_time_tokens
            SET ended_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND user_id = $1 AND purpose = $2
              AND used_at IS NULL AND ended_at IS NULL
            """;
    private static final String END_ALL = """
            UPDATE one_time_tokens
            SET ended_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND user_id = $1 AND used_at IS NULL AND ended_at IS NULL
            """;
    private static final String CLEAN_UP = "DELETE FROM one_time_tokens WHERE expires_at < now() - interval '1 day'";

    private final Pool background;
    private final IdentityConfig.OneTimeTokens config;

    OneTimeTokenRows(@ReactiveDataSource("background") Pool background, IdentityConfig config) {
        this.background = background;
        this.config = config.oneTimeTokens();
    }

    Uni<Void> insert(Transaction tx, OneTimeToken token, UUID userId, TokenPurpose purpose) {
        return tx.update(
                        INSERT,
                        Tuple.of(
                                Buffer.buffer(token.hash()),
                                userId,
                                purpose.name(),
                                purpose.life(config).toSeconds()))
                .replaceWithVoid();
    }

    Uni<Found> find(Transaction tx, OneTimeToken token, TokenPurpose purpose) {
        return tx.query(FIND, Tuple.of(Buffer.buffer(token.hash()), purpose.name()))
                .map(rows -> {
                    for (Row row : rows) {
                        return new Found(true, holder(row, token, purpose));
                    }
                    return Found.UNKNOWN;
                });
    }

    Uni<Boolean> use(Transaction tx, TokenHolder holder) {
        return tx.update(
                        USE,
                        Tuple.of(
                                Buffer.buffer(holder.token().hash()),
                                holder.purpose().name()))
                .map(count -> count == 1);
    }

    Uni<Void> end(Transaction tx, UUID userId, TokenPurpose purpose) {
        return tx.update(END, Tuple.of(userId, purpose.name())).replaceWithVoid();
    }

    Uni<Void> endAll(Transaction tx, UUID userId) {
        return tx.update(END_ALL, Tuple.of(userId)).replaceWithVoid();
    }

    @Scheduled(
            every = "1h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> cleanUp() {
        return background.query(CLEAN_UP).execute().replaceWithVoid();
    }

    private static Optional<TokenHolder> holder(Row row, OneTimeToken token, TokenPurpose purpose) {
        return row.getBoolean("is_good")
                ? Optional.of(new TokenHolder(
                        token,
                        purpose,
                        row.getUUID("user_id"),
                        row.getString("email"),
                        row.getString("slug"),
                        row.getString("name")))
                : Optional.empty();
    }
}
