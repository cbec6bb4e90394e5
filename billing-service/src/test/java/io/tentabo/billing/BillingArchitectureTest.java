package io.tentabo.billing;

import io.tentabo.test.architecture.ArchitectureContract;

class BillingArchitectureTest extends ArchitectureContract {

    @Override
    protected String rootPackage() {
        return "io.tentabo.billing";
    }
}
