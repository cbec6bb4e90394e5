package io.tentabo.identity.role;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.audit.AuditEntry;
import io.tentabo.kit.audit.Journal;
import io.tentabo.kit.editing.ETags;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.problem.CommonProblems;
import io.tentabo.kit.problem.ConstraintViolations;
import io.tentabo.kit.security.Caller;
import io.tentabo.kit.tenancy.Transaction;
import io.tentabo.kit.tenancy.Transactions;
import io.tentabo.model.Ids;
import io.tentabo.model.permission.SystemRole;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The roles that a tenant makes for itself. Nobody makes or changes a role that permits, before or after, what they may
 * not do themselves. What a role permits is read anew with every refresh, so a change reaches its holders within the five
 * minutes of an access token.
 */
@Singleton
public class CustomRoles {

    private static final String ROLE = "role";

    /** What a tenant's people can be permitted; managing tenants is a platform operator's. */
    public static final Set<String> CATALOGUE = SystemRole.OWNER.permissions();

    private static final String INSERT = """
            INSERT INTO roles (id, tenant_id, name, description)
            VALUES ($1, (SELECT current_tenant()), $2, $3)
            """;

    private static final String LOCK = "SELECT FROM roles WHERE id = $1 AND tenant_id IS NOT NULL FOR UPDATE";

    /** The tenant's own roles with these names, and how many people hold each. */
    private static final String HELD = """
            SELECT r.id, r.name, r.description, false AS system, r.version,
                   ARRAY(SELECT rp.permission FROM role_permissions rp WHERE rp.role_id = r.id ORDER BY 1) AS permissions,
                   (
                       SELECT count(*)
                       FROM user_roles ur
                       JOIN users u ON u.tenant_id = ur.tenant_id AND u.id = ur.user_id
                       WHERE ur.tenant_id = r.tenant_id AND ur.role_id = r.id AND u.status <> 'DELETED'
                   ) AS holders
            FROM roles r
            WHERE r.tenant_id = (SELECT current_tenant()) AND r.name = ANY ($1)
            ORDER BY r.name
            """;

    private static final String LOCK_NAMED = """
            SELECT FROM roles
            WHERE tenant_id = (SELECT current_tenant()) AND name = ANY ($1)
            ORDER BY id
            FOR UPDATE
            """;

    private static final String UPDATE =
            "UPDATE roles SET description = $2, version = version + 1, updated_at = now() WHERE id = $1";

    private static final String REVOKE = "DELETE FROM role_permissions WHERE role_id = $1 AND permission <> ALL ($2)";

    private static final String PERMIT = """
            INSERT INTO role_permissions (role_id, tenant_id, permission)
            SELECT $1, (SELECT current_tenant()), unnest($2::text[])
            ON CONFLICT DO NOTHING
            """;

    /** Users that are gone hold no role any more; what they held is in the audit. */
    private static final String FORGET_REMOVED_HOLDERS = """
            DELETE FROM user_roles ur
            USING users u
            WHERE ur.tenant_id = (SELECT current_tenant()) AND ur.role_id = $1
              AND u.tenant_id = ur.tenant_id AND u.id = ur.user_id AND u.status = 'DELETED'
            """;

    private static final String DELETE = "DELETE FROM roles WHERE id = $1";

    private final Transactions transactions;
    private final Roles roles;
    private final Journal journal;
    private final MergePatch mergePatch;

    CustomRoles(Transactions transactions, Roles roles, Journal journal, MergePatch mergePatch) {
        this.transactions = transactions;
        this.roles = roles;
        this.journal = journal;
        this.mergePatch = mergePatch;
    }

    /** @throws HttpProblem (in the returned Uni) 403, 409 or 422 as described there */
    Uni<RoleView> create(NewRole request) {
        return transactions.write(tx -> add(tx, Ids.next(), request.name(), request.content()));
    }

    /** @throws HttpProblem (in the returned Uni) 412 when the version has moved on */
    Uni<RoleView> change(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> own(tx, id, ifMatch)
                .chain(role -> become(tx, role, mergePatch.apply(role.editable(), patch, RoleChange.class))));
    }

    /** @throws HttpProblem (in the returned Uni) 409 while somebody holds the role */
    Uni<Void> delete(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> own(tx, id, ifMatch).chain(role -> remove(tx, role)));
    }

    /**
     * Creates a role as part of something larger.
     *
     * @throws HttpProblem (in the returned Uni) 403 for more than the caller may, 409 for a name that is taken
     */
    public Uni<RoleView> add(Transaction tx, UUID id, String name, RoleChange content) {
        requirePermissible(tx.caller(), content.permissions());
        if (SystemRole.named(name).isPresent()) {
            throw nameTaken(name);
        }
        return tx.update(INSERT, Tuple.of(id, name, content.description()))
                .onFailure(ConstraintViolations.violates("uq_roles_name"))
                .transform(ignored -> nameTaken(name))
                .chain(() -> tx.update(PERMIT, Tuple.of(id, array(content.permissions()))))
                .chain(() -> roles.byId(tx, id))
                .call(role -> journal.write(tx, AuditEntry.created(ROLE, id, role)));
    }

    /**
     * Changes a role that the transaction has locked.
     *
     * @throws HttpProblem (in the returned Uni) 403 when it permits, or would permit, what the caller may not do
     */
    public Uni<RoleView> become(Transaction tx, RoleView role, RoleChange after) {
        RoleChange before = role.editable();
        if (after.equals(before)) {
            return Uni.createFrom().item(role);
        }
        Roles.requireWithinOwn(tx.caller(), role.granted());
        requirePermissible(tx.caller(), after.permissions());
        UUID id = role.id();
        return tx.update(UPDATE, Tuple.of(id, after.description()))
                .chain(() -> tx.update(REVOKE, Tuple.of(id, array(after.permissions()))))
                .chain(() -> tx.update(PERMIT, Tuple.of(id, array(after.permissions()))))
                .chain(() -> journal.write(tx, AuditEntry.updated(ROLE, id, before, after)))
                .chain(() -> roles.byId(tx, id));
    }

    /**
     * Deletes a role that the transaction has locked.
     *
     * @throws HttpProblem (in the returned Uni) 403 when it permits what the caller may not do, 409 while somebody holds it
     */
    public Uni<Void> remove(Transaction tx, RoleView role) {
        Roles.requireWithinOwn(tx.caller(), role.granted());
        return tx.update(FORGET_REMOVED_HOLDERS, Tuple.of(role.id()))
                .chain(() -> tx.update(DELETE, Tuple.of(role.id())))
                .onFailure(ConstraintViolations.violates("fk_user_roles_role"))
                .transform(ignored -> RoleProblems.IN_USE.with("Take the role from its users first."))
                .chain(() -> journal.write(tx, AuditEntry.deleted(ROLE, role.id(), role)));
    }

    /** Which of these names the tenant has roles of its own under, and who holds them. */
    public Uni<List<HeldRole>> named(Transaction tx, Set<String> names) {
        return tx.query(HELD, Tuple.of(names.toArray(String[]::new))).map(rows -> {
            List<HeldRole> found = new ArrayList<>(rows.size());
            for (Row row : rows) {
                found.add(new HeldRole(Roles.view(row), row.getInteger("holders")));
            }
            return found;
        });
    }

    /** The same, locked: until the transaction ends they are not changed, and nobody is given them. */
    public Uni<List<HeldRole>> lockedNamed(Transaction tx, Set<String> names) {
        return tx.query(LOCK_NAMED, Tuple.of(names.toArray(String[]::new))).chain(() -> named(tx, names));
    }

    /** A role that the caller may change, locked. */
    private Uni<RoleView> own(Transaction tx, UUID id, @Nullable String ifMatch) {
        return tx.query(LOCK, Tuple.of(id)).chain(locked -> roles.byId(tx, id).invoke(role -> {
            if (role.system()) {
                throw RoleProblems.SYSTEM.with("Create a role of your own beside it.");
            }
            // Who sees a role, but not all of the tenant, cannot lock it: a change would be recorded and not happen.
            if (locked.size() == 0) {
                throw CommonProblems.FORBIDDEN.with("Only who sees all of the tenant changes its roles.");
            }
            ETags.check(ifMatch, role.version());
            Roles.requireWithinOwn(tx.caller(), role.granted());
        }));
    }

    private static void requirePermissible(Caller caller, List<String> permissions) {
        Set<String> unknown = new TreeSet<>(permissions);
        unknown.removeAll(CATALOGUE);
        if (!unknown.isEmpty()) {
            throw RoleProblems.UNKNOWN_PERMISSION.with("There is no permission " + String.join(", ", unknown) + ".");
        }
        if (!caller.permissions().containsAll(permissions)) {
            throw RoleProblems.BEYOND_OWN.with("The role would permit what you may not do yourself.");
        }
    }

    private static HttpProblem nameTaken(String name) {
        return RoleProblems.NAME_TAKEN.with("There is a role " + name + " already.");
    }

    private static String[] array(List<String> permissions) {
        return permissions.toArray(String[]::new);
    }
}
