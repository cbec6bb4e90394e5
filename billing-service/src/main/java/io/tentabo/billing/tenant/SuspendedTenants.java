package io.tentabo.billing.tenant;

import io.tentabo.kit.tenancy.BlockedTenantsQuery;
import jakarta.inject.Singleton;

/** The tenants that identity has told to be neither on trial nor active. */
@Singleton
class SuspendedTenants implements BlockedTenantsQuery {

    @Override
    public String sql() {
        return "SELECT tenant_id FROM tenant_settings WHERE status NOT IN ('TRIAL', 'ACTIVE')";
    }
}
