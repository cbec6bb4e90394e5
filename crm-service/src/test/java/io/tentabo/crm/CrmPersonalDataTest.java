package io.tentabo.crm;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.isolation.PersonalDataContract;
import java.util.Set;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class CrmPersonalDataTest extends PersonalDataContract {

    /** Names of companies and providers. */
    @Override
    protected Set<String> notPersonal() {
        return Set.of("customers.company_name", "customers.trade_name", "leads.provider_name");
    }
}
