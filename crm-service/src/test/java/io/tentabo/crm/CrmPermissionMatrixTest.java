package io.tentabo.crm;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.architecture.PermissionMatrixContract;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class CrmPermissionMatrixTest extends PermissionMatrixContract {}
