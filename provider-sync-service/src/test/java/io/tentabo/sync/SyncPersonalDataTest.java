package io.tentabo.sync;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tentabo.test.TentaboInfrastructure;
import io.tentabo.test.isolation.PersonalDataContract;
import java.util.Set;

@QuarkusTest
@QuarkusTestResource(TentaboInfrastructure.class)
class SyncPersonalDataTest extends PersonalDataContract {

    /** Names of connections and providers, encrypted credentials, and where a reading goes on. */
    @Override
    protected Set<String> notPersonal() {
        return Set.of(
                "provider_connections.description",
                "provider_connections.name",
                "provider_connections.provider_name",
                "provider_credentials.payload",
                "sync_cursors.rest");
    }
}
