package io.tentabo.test.architecture;

class KitEndpointTest extends EndpointContract {

    @Override
    protected String rootPackage() {
        return "io.tentabo.kit";
    }
}
