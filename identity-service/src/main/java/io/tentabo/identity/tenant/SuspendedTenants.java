package io.tentabo.identity.tenant;

import io.tentabo.kit.tenancy.BlockedTenantsQuery;
import jakarta.inject.Singleton;

/** The tenants that are neither on trial nor active. */
@Singleton
class SuspendedTenants implements BlockedTenantsQuery {

    @Override
    public String sql() {
        return "SELECT id FROM tenants WHERE status NOT IN ('TRIAL', 'ACTIVE')";
    }
}
