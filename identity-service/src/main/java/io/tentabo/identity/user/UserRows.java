package io.tentabo.identity.user;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.organisation.NamePrefix;
import io.tentabo.identity.seat.UserKind;
import io.tentabo.kit.paging.KeysetQuery;
import io.tentabo.kit.paging.SortKey;
import io.tentabo.kit.tenancy.Transaction;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads users without entities. */
final class UserRows {

    private static final String LIST = """
            SELECT u.id, u.kind, u.email, u.email_verified_at, u.first_name, u.last_name, u.phone, u.avatar_url, u.status,
                   u.partner_id, u.distributor_id, u.customer_id, u.enabled_by, u.enabled_at, u.version, u.created_at,
                   u.updated_at, held.roles
            FROM users u
            CROSS JOIN LATERAL (
                SELECT coalesce(array_agg(r.name ORDER BY r.name), '{}') AS roles
                FROM user_roles ur
                JOIN roles r ON r.id = ur.role_id
                WHERE ur.tenant_id = u.tenant_id AND ur.user_id = u.id
            ) held
            """;
    /** People only: a program takes no seat of the plan. */
    private static final String SEATS_TAKEN = """
            SELECT count(*)
            FROM users
            WHERE tenant_id = (SELECT current_tenant()) AND status <> 'DELETED' AND kind <> 'SERVICE'
            """;

    private static final String HAS_PASSWORD = """
            SELECT 1
            FROM account_identities
            WHERE tenant_id = (SELECT current_tenant()) AND user_id = $1 AND password_hash IS NOT NULL
            """;
    private static final String EMAIL_TAKEN = """
            SELECT 1
            FROM users
            WHERE tenant_id = (SELECT current_tenant()) AND email = $1 AND status <> 'DELETED'
            """;

    /** People only: what nobody signs in to can be left without anybody who may hand it on. */
    private static final String OTHER_OWNERS = """
            SELECT count(*)
            FROM users u
            JOIN user_roles ur ON ur.tenant_id = u.tenant_id AND ur.user_id = u.id
            JOIN roles r ON r.id = ur.role_id
            WHERE u.tenant_id = (SELECT current_tenant()) AND u.id <> $1 AND u.status = 'ACTIVE' AND u.kind <> 'SERVICE'
              AND r.name = $2
            """;

    /** Who sees the work of a channel's user: its own people and the tenant's; nobody else's work is a customer's. */
    private static final String SUCCESSOR = """
            SELECT 1
            FROM users
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND id <> $2 AND status = 'ACTIVE'
              AND (kind IN ('ADMIN', 'INTERNAL', 'SERVICE')
                   OR kind = 'CHANNEL' AND (partner_id = $3 OR distributor_id = $4))
            """;

    private UserRows() {}

    static KeysetQuery list(UserFilter filter) {
        NamePrefix prefix = NamePrefix.of(filter.q);
        KeysetQuery query = KeysetQuery.of("users", LIST)
                .where("u.name_key >= ?", prefix.from())
                .where("u.name_key < ?", prefix.below())
                .where("u.kind = ?", filter.kind == null ? null : filter.kind.name())
                .where("u.status = ?", filter.status == null ? null : filter.status.name())
                .where("? = ANY (held.roles)", filter.role)
                .where("u.partner_id = ?", filter.partnerId)
                .where("u.distributor_id = ?", filter.distributorId)
                .sorts("name", SortKey.text("name", "u.name_key"), SortKey.timestamp("createdAt", "u.created_at"))
                .tieBreak("u.id");
        return filter.status == null ? query.where("u.status <> 'DELETED'") : query;
    }

    static Uni<Long> seatsTaken(Transaction tx) {
        return tx.query(SEATS_TAKEN).map(rows -> rows.iterator().next().getLong(0));
    }

    static Uni<Boolean> hasPassword(Transaction tx, UUID userId) {
        return tx.query(HAS_PASSWORD, Tuple.of(userId)).map(rows -> rows.size() > 0);
    }

    static Uni<Boolean> isEmailTaken(Transaction tx, String email) {
        return tx.query(EMAIL_TAKEN, Tuple.of(email)).map(rows -> rows.size() > 0);
    }

    static Uni<Long> otherActiveHolders(Transaction tx, UUID userId, String role) {
        return tx.query(OTHER_OWNERS, Tuple.of(userId, role))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    static Uni<Boolean> canSucceed(Transaction tx, User user, UUID successor) {
        return tx.query(SUCCESSOR, Tuple.of(successor, user.id(), user.partnerId(), user.distributorId()))
                .map(rows -> rows.size() > 0);
    }

    static UserView view(Row row) {
        return new UserView(
                row.getUUID("id"),
                UserKind.valueOf(row.getString("kind")),
                row.getString("email"),
                instant(row.getOffsetDateTime("email_verified_at")),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("phone"),
                row.getString("avatar_url"),
                UserStatus.valueOf(row.getString("status")),
                List.of(row.getArrayOfStrings("roles")),
                row.getUUID("partner_id"),
                row.getUUID("distributor_id"),
                row.getUUID("customer_id"),
                row.getUUID("enabled_by"),
                instant(row.getOffsetDateTime("enabled_at")),
                row.getInteger("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
