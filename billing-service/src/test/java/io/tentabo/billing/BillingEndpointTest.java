package io.tentabo.billing;

import io.tentabo.test.architecture.EndpointContract;

class BillingEndpointTest extends EndpointContract {

    @Override
    protected String rootPackage() {
        return "io.tentabo.billing";
    }
}
