package io.tentabo.identity.user;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.seat.UserKind;
import io.tentabo.identity.user.EffectivePermissions.HeldRole;
import io.tentabo.identity.user.EffectivePermissions.Permission;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.RowScope;
import io.tentabo.kit.tenancy.Transactions;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Explains what users may do. */
@Singleton
class UserPermissions {

    private static final String USER = """
            SELECT id, kind, status, partner_id
            FROM users
            WHERE tenant_id = (SELECT current_tenant()) AND id = $1 AND status <> 'DELETED'
            """;

    private static final String ROLES = """
            SELECT r.id, r.name, r.tenant_id IS NULL AS system, ur.granted_by, ur.granted_at
            FROM user_roles ur
            JOIN roles r ON r.id = ur.role_id
            WHERE ur.tenant_id = (SELECT current_tenant()) AND ur.user_id = $1
            ORDER BY r.name
            """;

    private static final String PERMISSIONS = """
            SELECT rp.permission, array_agg(r.name ORDER BY r.name) AS roles
            FROM user_roles ur
            JOIN roles r ON r.id = ur.role_id
            JOIN role_permissions rp ON rp.role_id = r.id
            WHERE ur.tenant_id = (SELECT current_tenant()) AND ur.user_id = $1
            GROUP BY rp.permission
            ORDER BY rp.permission
            """;

    private final Transactions transactions;

    UserPermissions(Transactions transactions) {
        this.transactions = transactions;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 when the caller sees no such user */
    Uni<EffectivePermissions> of(UUID userId) {
        Tuple user = Tuple.of(userId);
        return transactions.read(tx -> Uni.combine()
                .all()
                .unis(tx.query(USER, user), tx.query(ROLES, user), tx.query(PERMISSIONS, user))
                .with((found, roles, permissions) -> {
                    for (Row row : found) {
                        return explain(row, roles, permissions);
                    }
                    throw CommonProblems.notFound("user", userId);
                }));
    }

    private static EffectivePermissions explain(Row user, RowSet<Row> roleRows, RowSet<Row> permissionRows) {
        List<HeldRole> roles = StreamSupport.stream(roleRows.spliterator(), false)
                .map(row -> new HeldRole(
                        row.getUUID("id"),
                        row.getString("name"),
                        row.getBoolean("system"),
                        row.getUUID("granted_by"),
                        row.getOffsetDateTime("granted_at").toInstant()))
                .toList();
        List<Permission> permissions = StreamSupport.stream(permissionRows.spliterator(), false)
                .map(row -> new Permission(row.getString("permission"), List.of(row.getArrayOfStrings("roles"))))
                .toList();
        UserKind kind = UserKind.valueOf(user.getString("kind"));
        RowScope scope = kind.rowScope(
                user.getUUID("partner_id"), roles.stream().map(HeldRole::name).toList());
        return new EffectivePermissions(
                user.getUUID("id"),
                kind,
                UserStatus.valueOf(user.getString("status")),
                scope,
                reason(scope),
                roles,
                permissions);
    }

    private static String reason(RowScope scope) {
        return switch (scope) {
            case NONE -> "The user sees no rows.";
            case TENANT -> "A role beside member and viewer opens every row of the tenant.";
            case ASSIGNED -> "The role member, at most beside viewer, shows what is assigned to the user.";
            case PARTNER -> "A partner's user sees the rows of its partner.";
            case DISTRIBUTOR ->
                "A distributor's user sees the rows of its distributor and of the partners actively linked to it.";
            case CUSTOMER -> "A customer's user sees the rows of its customer.";
        };
    }
}
