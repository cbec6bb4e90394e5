package io.tentabo.identity.session;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.IdentityConfig;
import io.tentabo.identity.seat.UserLock;
import io.tentabo.identity.token.TokenGrant;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.RequestOrigin;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored sessions and refresh tokens. Times are the database's, the same for all replicas. */
@Singleton
class SessionRows {

    private static final String INSERT = """
            INSERT INTO sessions (id, tenant_id, user_id, ip, user_agent, expires_at, refresh_expires_at, client_id, scopes)
            VALUES ($1, (SELECT current_tenant()), $2, $3::text::inet, $4,
                    now() + $5 * interval '1 second', now() + $6 * interval '1 second', $7, $8)
            """;
    private static final String ADD_TOKEN = """
            INSERT INTO refresh_tokens (tenant_id, token_hash, session_id)
            VALUES ((SELECT current_tenant()), $1, $2)
            """;
    private static final String SIGNED_IN =
            "UPDATE users SET last_sign_in_at = now(), last_sign_in_ip = $2::text::inet WHERE id = $1";
    /**
     * The lock makes refreshes of one session follow each other. What a client may not ask for any more is not renewed.
     */
    private static final String LOCK = """
            SELECT s.user_id, s.group_id, s.client_id, c.client_id AS client_name,
                   ARRAY(SELECT g.scope FROM unnest(s.scopes) AS g (scope) WHERE g.scope = ANY (c.scopes)) AS scopes,
                   s.revoked_at IS NULL AND least(s.expires_at, s.refresh_expires_at) > now() AS live
            FROM sessions s
            LEFT JOIN clients c ON c.tenant_id = s.tenant_id AND c.id = s.client_id
            WHERE s.tenant_id = (SELECT current_tenant()) AND s.id = $1
            FOR UPDATE OF s
            """;

    private static final String TOKEN = """
            SELECT used_at, used_at > now() - $3 * interval '1 second' AS used_just_now
            FROM refresh_tokens
            WHERE tenant_id = (SELECT current_tenant()) AND token_hash = $1 AND session_id = $2
            """;
    private static final String IS_UNUSED = """
            SELECT 1
            FROM refresh_tokens
            WHERE tenant_id = (SELECT current_tenant()) AND token_hash = $1 AND session_id = $2 AND used_at IS NULL
            """;
    private static final String USE_TOKEN = """
            UPDATE refresh_tokens
            SET used_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND token_hash = $1
            """;
    private static final String PROLONG = """
            UPDATE sessions
            SET last_active_at = now(), updated_at = now(), refresh_expires_at = now() + $2 * interval '1 second'
            WHERE id = $1
            """;
    /**
     * Whatever changes several sessions locks them first, all in the same order, so that none waits for another in a circle.
     * It is a statement of its own: the next one sees what was waited for, such as a session that was begun meanwhile.
     */
    private static final String LOCK_GROUP = """
            SELECT 1
            FROM sessions
            WHERE tenant_id = (SELECT current_tenant())
              AND (
                  id = $1
                  OR group_id = (
                      SELECT e.group_id FROM sessions e WHERE e.tenant_id = (SELECT current_tenant()) AND e.id = $1
                  )
              )
            ORDER BY id
            FOR UPDATE
            """;

    private static final String LOCK_ALL = """
            SELECT 1
            FROM sessions
            WHERE tenant_id = (SELECT current_tenant()) AND user_id = $1 AND revoked_at IS NULL AND expires_at > now()
            ORDER BY id
            FOR UPDATE
            """;
    private static final String LOCK_JOINED = """
            SELECT 1
            FROM sessions
            WHERE tenant_id = (SELECT current_tenant()) AND group_id = $1
            ORDER BY id
            FOR UPDATE
            """;
    /** With it go those of its group in the same tenant, by which their user could otherwise come back. */
    private static final String END = """
            UPDATE sessions
            SET revoked_at = now(), revoke_reason = $2, updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND revoked_at IS NULL
              AND (
                  id = $1
                  OR group_id = (
                      SELECT e.group_id FROM sessions e WHERE e.tenant_id = (SELECT current_tenant()) AND e.id = $1
                  )
              )
            RETURNING id
            """;

    private static final String END_ONE = """
            UPDATE sessions
            SET revoked_at = now(), revoke_reason = $2, updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND revoked_at IS NULL
            RETURNING id
            """;
    private static final String END_JOINED = """
            UPDATE sessions
            SET revoked_at = now(), revoke_reason = $2, updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND group_id = $1 AND revoked_at IS NULL
            RETURNING id
            """;
    private static final String END_ALL = """
            UPDATE sessions
            SET revoked_at = now(), revoke_reason = $2, updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND user_id = $1 AND revoked_at IS NULL AND expires_at > now()
              AND id IS DISTINCT FROM $3
            """;
    /** Who else is in its group may be the one that the others were ended for. */
    private static final String LEAVE_GROUP = """
            UPDATE sessions
            SET group_id = NULL, updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND user_id = $1 AND id = $2 AND group_id IS NOT NULL
            """;
    /** A session could still be made from these. */
    private static final String USE_UP_CODES = """
            UPDATE authorization_codes
            SET used_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND user_id = $1 AND used_at IS NULL
            """;

    private static final String END_OF_CLIENT = """
            UPDATE sessions
            SET revoked_at = now(), revoke_reason = $2, updated_at = now()
            WHERE tenant_id = (SELECT current_tenant()) AND client_id = $1 AND revoked_at IS NULL
            """;
    private static final String CLIENT = """
            SELECT c.client_id
            FROM sessions s
            JOIN clients c ON c.tenant_id = s.tenant_id AND c.id = s.client_id
            WHERE s.tenant_id = (SELECT current_tenant()) AND s.id = $1
            """;
    private static final String IS_OF_USER = """
            SELECT 1
            FROM sessions
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND user_id = $2
            """;
    private static final String FAMILIAR = """
            SELECT EXISTS (
                SELECT 1
                FROM sessions
                WHERE tenant_id = (SELECT current_tenant()) AND user_id = $1 AND ip = $2::text::inet
                  AND created_at > now() - interval '30 days'
            )
            """;

    private final Duration absolute;
    private final Duration idle;
    private final Duration replayGrace;

    SessionRows(IdentityConfig config) {
        absolute = config.session().absolute();
        idle = config.session().idle();
        replayGrace = config.session().replayGrace();
    }

    /**
     * A session that was locked.
     *
     * @param live whether it may be refreshed
     * @param client for which it was begun, null for the suite's own sign-in
     * @param groupId null while it is joined with no other
     */
    record Locked(
            UUID userId,
            boolean live,
            @Nullable SessionClient client,
            @Nullable UUID groupId) {

        boolean isOf(@Nullable UUID clientId) {
            return Objects.equals(client == null ? null : client.id(), clientId);
        }

        /** Whether a token with this grant is one of the session's own, and not one that was exchanged for such a one. */
        boolean issued(@Nullable TokenGrant grant) {
            return Objects.equals(
                    client == null ? null : client.grant().clientId(), grant == null ? null : grant.clientId());
        }
    }

    /** What is known of a presented refresh token. */
    enum TokenState {
        UNKNOWN,
        UNUSED,
        /** Used within the grace, by a client whose answer was lost or by two requests at once. */
        USED_JUST_NOW,
        USED
    }

    /** Whether the user has signed in from this address lately. */
    Uni<Boolean> isFamiliar(Transaction tx, @Nullable UUID userId, @Nullable String address) {
        return tx.query(FAMILIAR, Tuple.of(userId, address))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    Uni<Void> insert(
            Transaction tx, RefreshToken token, UUID userId, RequestOrigin origin, @Nullable SessionClient client) {
        return tx.update(
                        INSERT,
                        Tuple.from(Arrays.asList(
                                token.sessionId(),
                                userId,
                                origin.ipAddress(),
                                origin.userAgent(),
                                absolute.toSeconds(),
                                idle.toSeconds(),
                                client == null ? null : client.id(),
                                client == null ? null : client.grant().scopes().toArray(String[]::new))))
                .chain(() -> tx.update(ADD_TOKEN, Tuple.of(Buffer.buffer(token.hash()), token.sessionId())))
                .chain(() -> tx.update(SIGNED_IN, Tuple.of(userId, origin.ipAddress())))
                .replaceWithVoid();
    }

    /** Locks a session and its group in the tenant, before any single one of them may be. */
    Uni<Void> lockGroup(Transaction tx, UUID sessionId) {
        return tx.query(LOCK_GROUP, Tuple.of(sessionId)).replaceWithVoid();
    }

    Uni<Optional<Locked>> lock(Transaction tx, UUID sessionId) {
        return tx.query(LOCK, Tuple.of(sessionId)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new Locked(
                        row.getUUID("user_id"), row.getBoolean("live"), client(row), row.getUUID("group_id")));
            }
            return Optional.empty();
        });
    }

    private static @Nullable SessionClient client(Row row) {
        UUID id = row.getUUID("client_id");
        TokenGrant grant = grant(row);
        return id == null || grant == null ? null : new SessionClient(id, grant);
    }

    /** What was granted to the session's client, from the columns client_name and scopes. */
    static @Nullable TokenGrant grant(Row row) {
        String client = row.getString("client_name");
        return client == null ? null : new TokenGrant(client, List.of(row.getArrayOfStrings("scopes")));
    }

    /** The client that the session was begun for, by the name it was registered under; not every user sees it. */
    Uni<Optional<String>> client(Transaction tx, UUID sessionId) {
        return tx.query(CLIENT, Tuple.of(sessionId)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(row.getString(0));
            }
            return Optional.empty();
        });
    }

    Uni<TokenState> state(Transaction tx, RefreshToken token) {
        return tx.query(TOKEN, Tuple.of(Buffer.buffer(token.hash()), token.sessionId(), replayGrace.toSeconds()))
                .map(rows -> {
                    for (Row row : rows) {
                        OffsetDateTime usedAt = row.getOffsetDateTime("used_at");
                        if (usedAt == null) {
                            return TokenState.UNUSED;
                        }
                        return row.getBoolean("used_just_now") ? TokenState.USED_JUST_NOW : TokenState.USED;
                    }
                    return TokenState.UNKNOWN;
                });
    }

    Uni<Boolean> isUnused(Transaction tx, RefreshToken token) {
        return tx.query(IS_UNUSED, Tuple.of(Buffer.buffer(token.hash()), token.sessionId()))
                .map(rows -> rows.size() == 1);
    }

    Uni<Void> rotate(Transaction tx, RefreshToken used, RefreshToken successor) {
        return tx.update(USE_TOKEN, Tuple.of(Buffer.buffer(used.hash())))
                .chain(() -> tx.update(ADD_TOKEN, Tuple.of(Buffer.buffer(successor.hash()), successor.sessionId())))
                .chain(() -> prolong(tx, used.sessionId()));
    }

    /** The session is in use. */
    Uni<Void> prolong(Transaction tx, UUID sessionId) {
        return tx.update(PROLONG, Tuple.of(sessionId, idle.toSeconds())).replaceWithVoid();
    }

    /** Ends a session, with those of its group in the tenant, and answers which were live. */
    Uni<List<UUID>> end(Transaction tx, UUID sessionId, RevokeReason reason) {
        return lockGroup(tx, sessionId)
                .chain(() -> tx.query(END, Tuple.of(sessionId, reason.name())))
                .map(SessionRows::ids);
    }

    /** Ends a session that is locked, and none beside it. */
    Uni<List<UUID>> endOne(Transaction tx, UUID sessionId, RevokeReason reason) {
        return tx.query(END_ONE, Tuple.of(sessionId, reason.name())).map(SessionRows::ids);
    }

    /** Ends what is in a group in the tenant, and answers which were live. */
    Uni<List<UUID>> endJoined(Transaction tx, UUID groupId, RevokeReason reason) {
        return tx.query(LOCK_JOINED, Tuple.of(groupId))
                .chain(() -> tx.query(END_JOINED, Tuple.of(groupId, reason.name())))
                .map(SessionRows::ids);
    }

    static List<UUID> ids(RowSet<Row> rows) {
        List<UUID> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.getUUID(0)));
        return ids;
    }

    /**
     * Ends a session of a user, with those of its group in the tenant, and answers which were live.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 when that user has no such session
     */
    Uni<List<UUID>> endOfUser(Transaction tx, UUID userId, UUID sessionId, RevokeReason reason) {
        return tx.query(IS_OF_USER, Tuple.of(sessionId, userId)).chain(rows -> {
            if (rows.size() == 0) {
                throw CommonProblems.notFound("session", sessionId);
            }
            return end(tx, sessionId, reason);
        });
    }

    /**
     * Ends the sessions of a user and answers how many were live. Codes come first: one that is just being redeemed is
     * waited for, and the session made from it then ends with the others.
     */
    Uni<Integer> endAll(Transaction tx, UUID userId, RevokeReason reason) {
        return endOthers(tx, userId, null, reason);
    }

    /** @param kept the one session that goes on, but leaves its group; null for none */
    Uni<Integer> endOthers(Transaction tx, UUID userId, @Nullable UUID kept, RevokeReason reason) {
        return UserLock.take(tx, userId)
                .invoke(locked -> {
                    // Who sees a user, but not all of the tenant, ends nothing: it would be recorded and not happen.
                    if (!locked) {
                        throw CommonProblems.FORBIDDEN.with("Only who sees all of the tenant ends sessions of others.");
                    }
                })
                .chain(() -> tx.update(USE_UP_CODES, Tuple.of(userId)))
                .chain(() -> tx.query(LOCK_ALL, Tuple.of(userId)))
                .chain(() -> tx.update(LEAVE_GROUP, Tuple.of(userId, kept)))
                .chain(() -> tx.update(END_ALL, Tuple.of(userId, reason.name(), kept)));
    }

    Uni<Integer> endAllOfClient(Transaction tx, UUID clientId, RevokeReason reason) {
        return tx.update(END_OF_CLIENT, Tuple.of(clientId, reason.name()));
    }
}
