package io.tentabo.test.architecture;

class KitArchitectureTest extends ArchitectureContract {

    @Override
    protected String rootPackage() {
        return "io.tentabo.kit";
    }
}
