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
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
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
class CustomRoles {

    private static final String ROLE = "role";

    /** What a tenant's people can be permitted; managing tenants is a platform operator's. */
    private static final Set<String> CATALOGUE = SystemRole.OWNER.permissions();

    private static final String INSERT = """
            INSERT INTO roles (id, tenant_id, name, description)
            VALUES ($1, (SELECT current_tenant()), $2, $3)
            """;

    private static final String LOCK = "SELECT FROM roles WHERE id = $1 AND tenant_id IS NOT NULL FOR UPDATE";

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
        UUID id = Ids.next();
        return transactions.write(tx -> {
            RoleChange content = request.content();
            requirePermissible(tx.caller(), content.permissions());
            if (SystemRole.named(request.name()).isPresent()) {
                throw nameTaken(request.name());
            }
            return tx.update(INSERT, Tuple.of(id, request.name(), content.description()))
                    .onFailure(ConstraintViolations.violates("uq_roles_name"))
                    .transform(ignored -> nameTaken(request.name()))
                    .chain(() -> tx.update(PERMIT, Tuple.of(id, array(content.permissions()))))
                    .chain(() -> roles.byId(tx, id))
                    .call(role -> journal.write(tx, AuditEntry.created(ROLE, id, role)));
        });
    }

    /** @throws HttpProblem (in the returned Uni) 412 when the version has moved on */
    Uni<RoleView> change(UUID id, @Nullable String ifMatch, ObjectNode patch) {
        return transactions.write(tx -> own(tx, id, ifMatch).chain(role -> {
            RoleChange before = role.editable();
            RoleChange after = mergePatch.apply(before, patch, RoleChange.class);
            if (after.equals(before)) {
                return Uni.createFrom().item(role);
            }
            requirePermissible(tx.caller(), after.permissions());
            return tx.update(UPDATE, Tuple.of(id, after.description()))
                    .chain(() -> tx.update(REVOKE, Tuple.of(id, array(after.permissions()))))
                    .chain(() -> tx.update(PERMIT, Tuple.of(id, array(after.permissions()))))
                    .chain(() -> journal.write(tx, AuditEntry.updated(ROLE, id, before, after)))
                    .chain(() -> roles.byId(tx, id));
        }));
    }

    /** @throws HttpProblem (in the returned Uni) 409 while somebody holds the role */
    Uni<Void> delete(UUID id, @Nullable String ifMatch) {
        return transactions.write(tx -> own(tx, id, ifMatch)
                .call(() -> tx.update(FORGET_REMOVED_HOLDERS, Tuple.of(id)))
                .call(() -> tx.update(DELETE, Tuple.of(id))
                        .onFailure(ConstraintViolations.violates("fk_user_roles_role"))
                        .transform(ignored -> RoleProblems.IN_USE.with("Take the role from its users first.")))
                .chain(role -> journal.write(tx, AuditEntry.deleted(ROLE, id, role))));
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
