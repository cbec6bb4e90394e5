package io.tentabo.kit.security;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acts, in which tenant, and how much of that tenant's rows they may see.
 *
 * <p>The database reads tenant, user, scope and channel ids from the transaction (see
 * {@link io.tentabo.kit.tenancy.Transactions}); a caller without a tenant sees no tenant's rows.
 *
 * @param tenantId the tenant, or null for platform operators and for nobody
 * @param userId the seat, service account or client that acts, or null for background work
 * @param actorType what the audit calls the actor
 * @param scope which of the tenant's rows are visible
 * @param roles role names as in the access token
 * @param permissions {@code resource.action} strings
 * @param partnerId set when scope is {@link RowScope#PARTNER}
 * @param distributorId set when scope is {@link RowScope#DISTRIBUTOR}
 * @param customerId set when scope is {@link RowScope#CUSTOMER}
 * @param origin where the request came from
 */
public record Caller(
        @Nullable UUID tenantId,
        @Nullable UUID userId,
        ActorType actorType,
        RowScope scope,
        Set<String> roles,
        Set<String> permissions,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId,
        RequestOrigin origin) {

    /** Nobody: sees and writes no tenant's rows. */
    public static final Caller NOBODY = new Caller(
            null, null, ActorType.SYSTEM, RowScope.NONE, Set.of(), Set.of(), null, null, null, RequestOrigin.INTERNAL);

    public Caller {
        roles = Set.copyOf(roles);
        permissions = Set.copyOf(permissions);
    }

    /** Background work on behalf of one tenant: all of its rows, no permissions of a user. */
    public static Caller system(UUID tenantId) {
        return new Caller(
                tenantId,
                null,
                ActorType.SYSTEM,
                RowScope.TENANT,
                Set.of(),
                Set.of(),
                null,
                null,
                null,
                RequestOrigin.INTERNAL);
    }

    /**
     * The tenant of a caller that must have one.
     *
     * @throws IllegalStateException when there is none, which the endpoint's permission should have excluded
     */
    public UUID requireTenantId() {
        if (tenantId == null) {
            throw new IllegalStateException("The caller belongs to no tenant");
        }
        return tenantId;
    }

    /**
     * The user of a caller that must have one.
     *
     * @throws IllegalStateException when background work calls what only a person or a client may
     */
    public UUID requireUserId() {
        if (userId == null) {
            throw new IllegalStateException("The caller is no user");
        }
        return userId;
    }

    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    public boolean hasAnyRole(String... names) {
        for (String name : names) {
            if (roles.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same actor, seeing all of its tenant's rows: to bring to its end what it was allowed to begin, though it may
     * not see everything any more that this touches.
     */
    public Caller acrossTenant() {
        return new Caller(
                requireTenantId(), userId, actorType, RowScope.TENANT, roles, permissions, null, null, null, origin);
    }

    public Caller withOrigin(RequestOrigin newOrigin) {
        return new Caller(
                tenantId,
                userId,
                actorType,
                scope,
                roles,
                permissions,
                partnerId,
                distributorId,
                customerId,
                newOrigin);
    }
}
