package io.tentabo.billing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.isolation.TenantIsolationContract;
import java.util.Set;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class BillingTenantIsolationTest extends TenantIsolationContract {

    /**
     * Lets the table's owner read for the function that tells whether an order is claimed; it looks at the tenant, and no
     * running service connects as the owner.
     */
    @Override
    protected Set<String> policiesBeyondTenants() {
        return Set.of("invoice_claims");
    }
}
