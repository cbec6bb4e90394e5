package io.tentabo.identity.session;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.seat.UserKind;
import io.tentabo.identity.tenant.TenantStatus;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stored groups of sessions, see {@link TenantSwitches}. Nothing but the sessions themselves says what a group is. */
@Singleton
class SessionGroups {

    /** Nobody works in more tenants than this; it bounds what one request may ask for. */
    private static final int MAX_TENANTS = 50;

    /** So many windows may be open in one tenant; a switch beyond that ends the oldest. */
    private static final int MAX_SWITCHED = 10;

    private static final String MEMBER = """
            SELECT s.group_id, u.id AS user_id, u.account_id
            FROM sessions s
            JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
            WHERE s.tenant_id = (SELECT current_tenant()) AND s.id = $1 AND s.client_id IS NULL
              AND s.revoked_at IS NULL AND least(s.expires_at, s.refresh_expires_at) > now()
            """;
    private static final String LOCK_MEMBER = MEMBER + "FOR UPDATE OF s";
    /** What is live beside it in the tenant goes with it, so that they go on ending together. */
    private static final String PUT = """
            UPDATE sessions
            SET group_id = $2, updated_at = now()
            WHERE tenant_id = (SELECT current_tenant())
              AND (
                  id = $1
                  OR revoked_at IS NULL AND group_id = (
                      SELECT e.group_id FROM sessions e WHERE e.tenant_id = (SELECT current_tenant()) AND e.id = $1
                  )
              )
            """;

    private static final String SEATS = """
            SELECT DISTINCT ON (u.id) t.id AS tenant_id, t.slug, t.name, t.status AS tenant_status, u.id AS user_id, u.kind,
                   u.status, e.may_sign_in
            FROM sessions s
            JOIN users u ON u.tenant_id = s.tenant_id AND u.id = s.user_id
            JOIN seats e ON e.tenant_id = s.tenant_id AND e.id = s.user_id
            JOIN tenants t ON t.id = s.tenant_id
            WHERE s.tenant_id = (SELECT current_tenant()) AND s.group_id = $1 AND u.account_id = $2
              AND s.revoked_at IS NULL AND least(s.expires_at, s.refresh_expires_at) > now()
            ORDER BY u.id
            """;

    private static final String USER = """
            SELECT u.id
            FROM users u
            WHERE u.tenant_id = (SELECT current_tenant()) AND u.account_id = $2 AND u.status <> 'DELETED'
              AND EXISTS (
                  SELECT 1 FROM sessions s WHERE s.tenant_id = u.tenant_id AND s.user_id = u.id AND s.group_id = $1
              )
            FOR NO KEY UPDATE
            """;
    /** In the order of all that lock several: what ends them at the same time waits, and then sees what was begun. */
    private static final String LOCK_PROOFS = """
            SELECT 1
            FROM sessions
            WHERE tenant_id = (SELECT current_tenant()) AND group_id = $1
            ORDER BY id
            FOR NO KEY UPDATE
            """;

    private static final String PROOF = """
            SELECT s.id
            FROM sessions s
            WHERE s.tenant_id = (SELECT current_tenant()) AND s.group_id = $1 AND s.user_id = $2
              AND s.revoked_at IS NULL AND least(s.expires_at, s.refresh_expires_at) > now()
            ORDER BY s.expires_at DESC
            LIMIT 1
            FOR NO KEY UPDATE
            """;
    private static final String FOLLOW = """
            UPDATE sessions s
            SET group_id = p.group_id, is_switched = true, expires_at = least(s.expires_at, p.expires_at)
            FROM sessions p
            WHERE s.tenant_id = (SELECT current_tenant()) AND s.id = $1 AND p.tenant_id = s.tenant_id AND p.id = $2
            """;
    private static final String SUPERSEDE = """
            UPDATE sessions
            SET revoked_at = now(), revoke_reason = 'SUPERSEDED', updated_at = now()
            WHERE tenant_id = (SELECT current_tenant())
              AND id IN (
                  SELECT n.id
                  FROM sessions b
                  JOIN sessions n ON n.tenant_id = b.tenant_id AND n.group_id = b.group_id
                  WHERE b.tenant_id = (SELECT current_tenant()) AND b.id = $1 AND n.is_switched
                    AND n.revoked_at IS NULL AND least(n.expires_at, n.refresh_expires_at) > now()
                  ORDER BY n.id DESC
                  OFFSET $2
              )
            RETURNING id
            """;
    private static final String TENANTS = """
            SELECT DISTINCT tenant_id
            FROM sessions
            WHERE group_id = $1 AND revoked_at IS NULL AND expires_at > now()
            ORDER BY tenant_id
            LIMIT $2
            """;

    private final SessionRows rows;
    private final Pool background;

    SessionGroups(SessionRows rows, @ReactiveDataSource("background") Pool background) {
        this.rows = rows;
        this.background = background;
    }

    /**
     * A live session that no client stands behind.
     *
     * @param groupId null while it is joined with no other
     * @param accountId the person, across tenants
     */
    record Member(@Nullable UUID groupId, UUID userId, UUID accountId) {}

    /** What shows that the person has signed in to a tenant: the session by which it did. */
    record Proof(UUID sessionId, UUID userId) {}

    Uni<Optional<Member>> member(Transaction tx, UUID sessionId) {
        return member(tx, MEMBER, sessionId);
    }

    Uni<Optional<Member>> lockMember(Transaction tx, UUID sessionId) {
        return rows.lockGroup(tx, sessionId).chain(() -> member(tx, LOCK_MEMBER, sessionId));
    }

    /** Puts a session into a group, with what is in its former group in the tenant. */
    Uni<Void> put(Transaction tx, UUID sessionId, UUID groupId) {
        return tx.update(PUT, Tuple.of(sessionId, groupId)).replaceWithVoid();
    }

    /** Tenants in which the group has a live session. */
    Uni<List<UUID>> tenants(UUID groupId) {
        return tenants(groupId, MAX_TENANTS);
    }

    /** All tenants in which the group has a live session, for what must not miss one. */
    Uni<List<UUID>> everyTenant(UUID groupId) {
        return tenants(groupId, null);
    }

    private Uni<List<UUID>> tenants(UUID groupId, @Nullable Integer limit) {
        return background
                .preparedQuery(TENANTS)
                .execute(Tuple.of(groupId, limit))
                .map(SessionRows::ids);
    }

    /** The seats of an account in the caller's tenant for which the group has a live session. */
    Uni<List<TenantSeat>> seats(Transaction tx, UUID groupId, UUID accountId) {
        return tx.query(SEATS, Tuple.of(groupId, accountId)).map(rows -> {
            List<TenantSeat> seats = new ArrayList<>();
            rows.forEach(row -> seats.add(seat(row)));
            return seats;
        });
    }

    /**
     * The proof of an account's seat in the caller's tenant. The user and the group's sessions there stay locked: what ends
     * them at the same time has happened before, or ends the one that is begun now as well.
     */
    Uni<Optional<Proof>> proof(Transaction tx, UUID groupId, UUID accountId) {
        return tx.query(USER, Tuple.of(groupId, accountId)).chain(users -> {
            for (Row user : users) {
                UUID userId = user.getUUID(0);
                return tx.query(LOCK_PROOFS, Tuple.of(groupId))
                        .chain(() -> tx.query(PROOF, Tuple.of(groupId, userId)))
                        .map(found ->
                                SessionRows.ids(found).stream().findFirst().map(id -> new Proof(id, userId)));
            }
            return Uni.createFrom().item(Optional.empty());
        });
    }

    /**
     * Puts a new session into its proof's group; it lives no longer than that, which is in use by it. Answers which sessions
     * have ended since they were too many.
     */
    Uni<List<UUID>> follow(Transaction tx, UUID sessionId, Proof proof) {
        return tx.update(FOLLOW, Tuple.of(sessionId, proof.sessionId()))
                .chain(() -> rows.prolong(tx, proof.sessionId()))
                .chain(() -> tx.query(SUPERSEDE, Tuple.of(sessionId, MAX_SWITCHED)))
                .map(SessionRows::ids);
    }

    private static Uni<Optional<Member>> member(Transaction tx, String sql, UUID sessionId) {
        return tx.query(sql, Tuple.of(sessionId)).map(rows -> {
            for (Row row : rows) {
                return Optional.of(
                        new Member(row.getUUID("group_id"), row.getUUID("user_id"), row.getUUID("account_id")));
            }
            return Optional.empty();
        });
    }

    private static TenantSeat seat(Row row) {
        return new TenantSeat(
                new TenantSeat.Tenant(
                        row.getUUID("tenant_id"),
                        row.getString("slug"),
                        row.getString("name"),
                        TenantStatus.valueOf(row.getString("tenant_status"))),
                row.getUUID("user_id"),
                UserKind.valueOf(row.getString("kind")),
                row.getString("status"),
                row.getBoolean("may_sign_in"));
    }
}
