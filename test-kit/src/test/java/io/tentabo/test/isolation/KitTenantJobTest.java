package io.tentabo.test.isolation;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.test.TentaboInfrastructure;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class KitTenantJobTest extends TenantJobContract {}
