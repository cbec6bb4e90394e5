package io.tentabo.identity.departure;

import io.smallrye.mutiny.Uni;
import io.tentabo.identity.tenant.TenantLifeRule;
import io.tentabo.identity.tenant.TenantStatus;
import io.tentabo.kit.tenancy.Transaction;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Nothing changes about a tenant that is being purged, and an export of one that comes back is not its last. */
@Singleton
class LeavingTenants implements TenantLifeRule {

    private final DepartureRows rows;

    LeavingTenants(DepartureRows rows) {
        this.rows = rows;
    }

    @Override
    public Uni<Void> allow(Transaction tx, @Nullable TenantStatus next) {
        return rows.isPurgeRunning(tx)
                .invoke(runs -> {
                    if (runs) {
                        throw DepartureProblems.RUNNING.with("The tenant is being purged.");
                    }
                })
                .chain(() -> next == TenantStatus.ACTIVE
                        ? rows.outdateExports(tx)
                        : Uni.createFrom().voidItem());
    }
}
