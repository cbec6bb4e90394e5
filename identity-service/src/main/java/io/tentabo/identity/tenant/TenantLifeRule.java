package io.tentabo.identity.tenant;

import io.smallrye.mutiny.Uni;
import io.tentabo.kit.tenancy.Transaction;
import org.jspecify.annotations.Nullable;

/** Has a say before an operator changes a tenant; the tenant is locked meanwhile. */
public interface TenantLifeRule {

    /**
     * Fails where the change must not be.
     *
     * @param next the status that the tenant is to have, or null where only its plan or its contacts change
     */
    Uni<Void> allow(Transaction tx, @Nullable TenantStatus next);
}
