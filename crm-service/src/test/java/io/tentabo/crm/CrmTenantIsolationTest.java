package io.tentabo.crm;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.isolation.TenantIsolationContract;
import java.util.Set;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class CrmTenantIsolationTest extends TenantIsolationContract {

    /**
     * Let the tables' owner read for the search functions, which apply tenant and scope themselves: beside a policy's
     * condition, a search could use no index. No running service connects as the owner.
     */
    @Override
    protected Set<String> policiesBeyondTenants() {
        return Set.of("lead_search", "customer_search", "channel_link_search");
    }
}
