package io.tentabo.crm;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.isolation.TenantJobContract;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class CrmTenantJobTest extends TenantJobContract {}
