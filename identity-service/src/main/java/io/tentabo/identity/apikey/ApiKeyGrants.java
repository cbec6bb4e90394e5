package io.tentabo.identity.apikey;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.attempt.Attempt;
import io.tentabo.identity.attempt.Attempts;
import io.tentabo.identity.seat.Seat;
import io.tentabo.identity.seat.Seats;
import io.tentabo.identity.token.AccessToken;
import io.tentabo.identity.token.AccessTokens;
import io.tentabo.identity.token.TokenGrant;
import io.tentabo.kit.security.ApiKey;
import io.tentabo.kit.security.ApiKeyRefusals;
import io.tentabo.kit.security.ApiKeyToken;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.security.CallerContext;
import io.tentabo.kit.tenancy.SqlTime;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a presented key is worth at this moment: the permissions among its scopes that its user has, as long as key,
 * user, account, tenant and organisation are all good.
 */
@Singleton
class ApiKeyGrants {

    private static final String BY_PREFIX = """
            SELECT k.id, k.user_id, k.key_hash, k.scopes, k.expires_at,
                   k.revoked_at IS NULL AND k.expires_at > now() AS is_active
            FROM api_keys k
            WHERE k.tenant_id = (SELECT current_tenant()) AND k.prefix = $1
            """;
    /** Services exchange a key about once a minute each; more often it need not be written. */
    private static final String NOTE = """
            UPDATE api_keys
            SET last_used_at = now(), last_used_ip = coalesce($2::text::inet, last_used_ip)
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1
              AND (last_used_at IS NULL OR last_used_at < now() - interval '30 seconds')
            """;

    private static final byte[] NO_HASH = new byte[32];

    private final Transactions transactions;
    private final CallerContext callers;
    private final Seats seats;
    private final Attempts attempts;
    private final AccessTokens accessTokens;
    private final InstantSource clock;

    ApiKeyGrants(
            Transactions transactions,
            CallerContext callers,
            Seats seats,
            Attempts attempts,
            AccessTokens accessTokens,
            InstantSource clock) {
        this.transactions = transactions;
        this.callers = callers;
        this.seats = seats;
        this.attempts = attempts;
        this.accessTokens = accessTokens;
        this.clock = clock;
    }

    /**
     * Exchanges a key. Failures count against the address only, so that nobody can lock a key; those of a key that once
     * was good do not count, since whoever presents it has it rightfully.
     *
     * @throws HttpProblem (in the returned Uni) 401, the same whatever the reason is, or 429 with Retry-After
     */
    Uni<ApiKeyToken> exchange(ApiKey key, @Nullable String address) {
        Attempt attempt = new Attempt(null, address);
        return attempts.standing(attempt)
                .invoke(standing -> standing.refuse(true))
                .chain(() -> callers.as(Caller.system(key.tenantId()), () -> transactions.read(tx -> outcome(tx, key))))
                .chain(outcome -> switch (outcome) {
                    case Outcome.Granted granted ->
                        note(key.tenantId(), granted.token().keyId(), address).replaceWith(granted.token());
                    case Outcome.Ended ignored -> refused();
                    case Outcome.Unknown ignored -> attempts.failed(attempt).chain(ApiKeyGrants::refused);
                });
    }

    private sealed interface Outcome {

        record Granted(ApiKeyToken token) implements Outcome {}

        /** Genuine, but revoked, expired, or of a user who may not sign in. */
        record Ended() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    private Uni<Outcome> outcome(Transaction tx, ApiKey key) {
        return tx.query(BY_PREFIX, Tuple.of(key.prefix())).chain(rows -> {
            Row row = rows.size() == 0 ? null : rows.iterator().next();
            byte[] stored = row == null ? NO_HASH : row.getBuffer("key_hash").getBytes();
            if (!MessageDigest.isEqual(stored, key.hash()) || row == null) {
                return Uni.createFrom().item(new Outcome.Unknown());
            }
            if (!row.getBoolean("is_active")) {
                return Uni.createFrom().item(new Outcome.Ended());
            }
            return seats.find(tx, row.getUUID("user_id")).map(seat -> seat.filter(Seat::maySignIn)
                    .<Outcome>map(present -> new Outcome.Granted(token(row, present)))
                    .orElseGet(Outcome.Ended::new));
        });
    }

    /** Counts come later, and may be lost with the process that has them; that a key is in use never is. */
    private Uni<Void> note(UUID tenantId, UUID keyId, @Nullable String address) {
        return callers.as(
                Caller.system(tenantId),
                () -> transactions.write(tx -> tx.update(NOTE, Tuple.of(keyId, ApiKeyCounts.address(address)))
                        .replaceWithVoid()));
    }

    private ApiKeyToken token(Row row, Seat seat) {
        UUID id = row.getUUID("id");
        TokenGrant grant = new TokenGrant("api-key:" + id, List.of(row.getArrayOfStrings("scopes")));
        Duration left = Duration.between(clock.instant(), SqlTime.get(row, "expires_at"));
        AccessToken token = accessTokens.issueForApiKey(seat.tokenSubject(), id, grant, left);
        return new ApiKeyToken(id, token.value(), Duration.ofSeconds(token.expiresIn()));
    }

    private static Uni<ApiKeyToken> refused() {
        return Uni.createFrom().failure(ApiKeyRefusals::refused);
    }
}
