package io.tentabo.kit.tenancy;

/**
 * Where a service reads which tenants are blocked; a service that has such a bean refuses their callers.
 *
 * @see BlockedTenants
 */
@FunctionalInterface
public interface BlockedTenantsQuery {

    /** A query of the background role that yields the ids of the blocked tenants, a column of type {@code uuid}. */
    String sql();
}
