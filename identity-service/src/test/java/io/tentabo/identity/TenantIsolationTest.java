package io.tentabo.identity;

import io.tentabo.test.isolation.TenantIsolationContract;
import java.util.Set;

@IdentityTest
class TenantIsolationTest extends TenantIsolationContract {

    @Override
    protected Set<String> globalTables() {
        return Set.of("tenants", "accounts", "permissions", "signing_keys", "attempts", "templates");
    }

    /** By these the owner's migrations, not the running service, keep the system's roles, which have no tenant. */
    @Override
    protected Set<String> policiesBeyondTenants() {
        return Set.of("system_role_seeding", "system_role_permission_seeding");
    }

    /**
     * System roles have no tenant. The policy role_permission_adding lets the running service give permissions to roles
     * of the tenant only, and user_role_granting lets it grant only roles that the tenant sees.
     */
    @Override
    protected Set<String> referencesToSharedRows() {
        return Set.of("fk_role_permissions_role", "fk_user_roles_role");
    }
}
