package io.tentabo.identity.session;

import java.util.List;

/**
 * What joining yields.
 *
 * @param session that of the request, which goes on with these tokens
 * @param other the one in the other tenant, which goes on with these tokens
 * @param tenants that the caller can switch to, or could if they were active
 */
record JoinedTenants(SessionView session, SessionView other, List<TenantSeat> tenants) {

    JoinedTenants {
        tenants = List.copyOf(tenants);
    }
}
