package io.tentabo.identity.role;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.permission.SystemRole;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The roles of the caller's tenant, the system's among them, and who may grant which. */
@Singleton
public class Roles {

    public static final String OWNER = SystemRole.OWNER.roleName();

    private static final String SELECT = """
            SELECT r.id, r.name, r.description, r.tenant_id IS NULL AS system, r.version,
                   ARRAY(SELECT rp.permission FROM role_permissions rp WHERE rp.role_id = r.id ORDER BY 1) AS permissions
            FROM roles r
            """;

    private static final String ALL = SELECT + "ORDER BY r.tenant_id NULLS FIRST, r.name";

    private static final String ONE = SELECT + "WHERE r.id = $1";

    /** Should the system ever define a role that a tenant has under the same name, the tenant's own one counts. */
    private static final String NAMED = """
            SELECT DISTINCT ON (r.name) r.id, r.name,
                   ARRAY(SELECT rp.permission FROM role_permissions rp WHERE rp.role_id = r.id) AS permissions
            FROM roles r
            WHERE r.name = ANY($1)
            ORDER BY r.name, r.tenant_id NULLS LAST
            """;

    private static final String HELD = """
            SELECT r.id, r.name,
                   ARRAY(SELECT rp.permission FROM role_permissions rp WHERE rp.role_id = r.id) AS permissions
            FROM user_roles ur
            JOIN roles r ON r.id = ur.role_id
            WHERE ur.user_id = $1
            ORDER BY r.name
            """;
    private static final String HELD_THROUGH = """
            SELECT r.id, r.name,
                   ARRAY(SELECT rp.permission FROM role_permissions rp WHERE rp.role_id = r.id) AS permissions
            FROM roles r
            WHERE EXISTS (
                SELECT 1
                FROM user_roles ur
                JOIN account_identities i ON i.tenant_id = ur.tenant_id AND i.user_id = ur.user_id
                WHERE ur.tenant_id = (SELECT current_tenant()) AND ur.role_id = r.id AND i.provider = $1
            )
            ORDER BY r.name
            """;
    private static final String REVOKE = "DELETE FROM user_roles WHERE user_id = $1 AND role_id <> ALL($2)";
    private static final String GRANT = """
            INSERT INTO user_roles (tenant_id, user_id, role_id, granted_by)
            SELECT (SELECT current_tenant()), $1, granted.role_id, $3
            FROM unnest($2::uuid[]) AS granted (role_id)
            ON CONFLICT DO NOTHING
            """;

    private final Transactions transactions;

    Roles(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<List<RoleView>> list() {
        return transactions.read(ALL, Tuple.tuple()).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(Roles::view)
                .toList());
    }

    Uni<RoleView> get(UUID id) {
        return transactions.read(tx -> byId(tx, id));
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 404 when the tenant has none */
    public Uni<RoleView> byId(Transaction tx, UUID id) {
        return tx.query(ONE, Tuple.of(id)).map(rows -> {
            for (Row row : rows) {
                return view(row);
            }
            throw CommonProblems.notFound("role", id);
        });
    }

    /**
     * Finds roles by name.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem (in the returned Uni) 400 when there is no such role
     */
    public Uni<GrantedRoles> named(Transaction tx, Collection<String> names) {
        Set<String> wanted = new TreeSet<>(names);
        return tx.query(NAMED, Tuple.of(wanted.toArray(String[]::new)))
                .map(Roles::granted)
                .invoke(found -> {
                    wanted.removeAll(found.names());
                    if (!wanted.isEmpty()) {
                        throw RoleProblems.UNKNOWN.with("There is no role " + String.join(", ", wanted) + ".");
                    }
                });
    }

    /** The roles that a user holds. */
    public Uni<GrantedRoles> heldBy(Transaction tx, UUID userId) {
        return tx.query(HELD, Tuple.of(userId)).map(Roles::granted);
    }

    /** The roles that are held by users who sign in through providers of a kind, e.g. {@code LDAP}. */
    public Uni<GrantedRoles> heldThrough(Transaction tx, String provider) {
        return tx.query(HELD_THROUGH, Tuple.of(provider)).map(Roles::granted);
    }

    /** Makes these the roles of a user. */
    public Uni<Void> replace(Transaction tx, UUID userId, GrantedRoles roles) {
        UUID[] ids = roles.ids().toArray(UUID[]::new);
        return tx.update(REVOKE, Tuple.of(userId, ids))
                .chain(() -> tx.update(GRANT, Tuple.of(userId, ids, tx.caller().userId())))
                .replaceWithVoid();
    }

    /**
     * Lets a caller decide about roles whose permissions it has itself. Who is an owner only an owner decides.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 otherwise
     */
    public static void requireWithinOwn(Caller caller, GrantedRoles roles) {
        requireWithinOwn(caller, roles.names().contains(OWNER), roles.permissions());
    }

    /**
     * Lets a caller decide about permissions that it has itself, and about all that anybody may do only an owner.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 403 otherwise
     */
    public static void requireWithinOwn(Caller caller, boolean everything, Collection<String> permissions) {
        boolean ownersOnly = everything && !caller.hasAnyRole(OWNER);
        if (ownersOnly || !caller.permissions().containsAll(permissions)) {
            throw RoleProblems.BEYOND_OWN.with("This permits what you may not do yourself.");
        }
    }

    private static GrantedRoles granted(RowSet<Row> rows) {
        List<String> names = new ArrayList<>();
        List<UUID> ids = new ArrayList<>();
        Set<String> permissions = new TreeSet<>();
        for (Row row : rows) {
            names.add(row.getString("name"));
            ids.add(row.getUUID("id"));
            permissions.addAll(Arrays.asList(row.getArrayOfStrings("permissions")));
        }
        return new GrantedRoles(names, ids, permissions);
    }

    static RoleView view(Row row) {
        @Nullable String description = row.getString("description");
        return new RoleView(
                row.getUUID("id"),
                row.getString("name"),
                description,
                row.getBoolean("system"),
                List.of(row.getArrayOfStrings("permissions")),
                row.getInteger("version"));
    }
}
