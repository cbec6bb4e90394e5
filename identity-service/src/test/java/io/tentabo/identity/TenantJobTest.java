package io.tentabo.identity;

import io.tentabo.test.isolation.TenantJobContract;
import java.util.Set;

@IdentityTest
class TenantJobTest extends TenantJobContract {

    /** The signed reports of what was exported and purged, with the counts that they report. */
    @Override
    protected Set<String> kept() {
        return Set.of("departures", "departure_answers");
    }
}
