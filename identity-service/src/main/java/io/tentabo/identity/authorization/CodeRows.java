package io.tentabo.identity.authorization;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.UntilShutdown;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored authorization codes, by their hashes. Times are the database's, the same for all replicas. */
@Singleton
class CodeRows {

    private static final Duration LIFE = Duration.ofSeconds(60);

    private static final String INSERT = """
            INSERT INTO authorization_codes (tenant_id, code_hash, client_id, user_id, redirect_uri, code_challenge, nonce,
                                             scopes, ip, user_agent, expires_at)
            VALUES ((SELECT current_tenant()), $1, $2, $3, $4, $5, $6, $7, $8::text::inet, $9,
                    now() + $10 * interval '1 second')
            """;
    private static final String USER = """
            SELECT user_id
            FROM authorization_codes
            WHERE tenant_id = (SELECT current_tenant()) AND code_hash = $1
            """;
    /** The lock makes redemptions of one code follow each other. */
    private static final String LOCK = """
            SELECT client_id, user_id, session_id, redirect_uri, code_challenge, nonce, scopes, host(ip) AS ip, user_agent,
                   extract(epoch FROM issued_at)::bigint AS issued_at, used_at IS NOT NULL AS is_used,
                   expires_at <= now() AS is_expired
            FROM authorization_codes
            WHERE tenant_id = (SELECT current_tenant()) AND code_hash = $1
            FOR UPDATE
            """;

    private static final String USE = """
            UPDATE authorization_codes
            SET used_at = now(), session_id = $2
            WHERE tenant_id = (SELECT current_tenant()) AND code_hash = $1
            """;
    private static final String CLEAN_UP =
            "DELETE FROM authorization_codes WHERE expires_at < now() - interval '1 day'";

    private final Pool background;

    CodeRows(@ReactiveDataSource("background") Pool background) {
        this.background = background;
    }

    /**
     * A code that was locked.
     *
     * @param sessionId what was made from it, once it is used
     * @param origin from where the user signed in
     * @param issuedAt in seconds since 1970
     */
    record Locked(
            UUID clientId,
            UUID userId,
            @Nullable UUID sessionId,
            String redirectUri,
            String codeChallenge,
            @Nullable String nonce,
            List<String> scopes,
            RequestOrigin origin,
            long issuedAt,
            boolean isUsed,
            boolean isExpired) {}

    Uni<Void> insert(Transaction tx, AuthorizationCode code, UUID userId, AuthorizationRequest request) {
        RequestOrigin origin = tx.caller().origin();
        return tx.update(
                        INSERT,
                        Tuple.from(Arrays.asList(
                                Buffer.buffer(code.hash()),
                                request.client().id(),
                                userId,
                                request.redirectUri(),
                                request.codeChallenge(),
                                request.nonce(),
                                request.scopes().toArray(String[]::new),
                                origin.ipAddress(),
                                origin.userAgent(),
                                LIFE.toSeconds())))
                .replaceWithVoid();
    }

    /** Whom a code was issued for. */
    Uni<Optional<UUID>> user(Transaction tx, AuthorizationCode code) {
        return tx.query(USER, Tuple.of(Buffer.buffer(code.hash()))).map(rows -> {
            for (Row row : rows) {
                return Optional.of(row.getUUID("user_id"));
            }
            return Optional.empty();
        });
    }

    Uni<Optional<Locked>> lock(Transaction tx, AuthorizationCode code) {
        return tx.query(LOCK, Tuple.of(Buffer.buffer(code.hash()))).map(rows -> {
            for (Row row : rows) {
                return Optional.of(locked(row, tx.caller().origin()));
            }
            return Optional.empty();
        });
    }

    Uni<Void> use(Transaction tx, AuthorizationCode code, UUID sessionId) {
        return tx.update(USE, Tuple.of(Buffer.buffer(code.hash()), sessionId)).replaceWithVoid();
    }

    @Scheduled(
            every = "1h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = UntilShutdown.class)
    Uni<Void> cleanUp() {
        return background.query(CLEAN_UP).execute().replaceWithVoid();
    }

    private static Locked locked(Row row, RequestOrigin redemption) {
        return new Locked(
                row.getUUID("client_id"),
                row.getUUID("user_id"),
                row.getUUID("session_id"),
                row.getString("redirect_uri"),
                row.getString("code_challenge"),
                row.getString("nonce"),
                List.of(row.getArrayOfStrings("scopes")),
                new RequestOrigin(row.getString("ip"), row.getString("user_agent"), redemption.requestId()),
                row.getLong("issued_at"),
                row.getBoolean("is_used"),
                row.getBoolean("is_expired"));
    }
}
