package io.tentabo.test.isolation;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.test.TentaboInfrastructure;
import java.util.Set;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class KitPersonalDataTest extends PersonalDataContract {

    /** Of samples, which nobody is the subject of. */
    @Override
    protected Set<String> notPersonal() {
        return Set.of("note_lines.attributes");
    }
}
