package io.tentabo.kit.tenancy;

import io.tentabo.kit.problem.ProblemType;
import io.tentabo.kit.security.CallerContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses the callers of {@link BlockedTenants}, once the request's caller is bound. */
public class BlockedTenantFilter {

    private static final ProblemType SUSPENDED =
            new ProblemType("tenant.suspended", Status.FORBIDDEN, "The tenant is suspended");

    private final BlockedTenants blocked;

    BlockedTenantFilter(BlockedTenants blocked) {
        this.blocked = blocked;
    }

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 403 for a caller of a blocked tenant */
    @ServerRequestFilter(priority = Priorities.USER + 100)
    public void refuseBlockedTenants() {
        if (blocked.contains(CallerContext.current().tenantId())) {
            throw SUSPENDED.with("Its data is kept; nobody of it can work until it is active again.");
        }
    }
}
