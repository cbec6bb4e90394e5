package io.tentabo.identity;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.UUID;

/** What the service under test is configured with beside the infrastructure: an operator whose secret nobody knows. */
public class IdentitySettings implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                Identity.OPERATOR_SECRET, UUID.randomUUID() + ": % +", "tentabo.identity.session.replay-grace", "PT2S");
    }

    @Override
    public void stop() {}
}
