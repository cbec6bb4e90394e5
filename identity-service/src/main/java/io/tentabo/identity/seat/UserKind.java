package io.tentabo.identity.seat;

import io.tentabo.kit.security.RowScope;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose people a user belongs to. */
public enum UserKind {
    /** Works when every provider is down: always has a local password. */
    ADMIN,
    /** The tenant's staff. */
    INTERNAL,
    /** A partner's or a distributor's people. */
    CHANNEL,
    /** A customer's people. */
    PORTAL,
    /** No person: a program. */
    SERVICE;

    private static final String MEMBER = "member";

    /** Roles beside which a member still sees only what is assigned to them: reading more must not widen their writing. */
    private static final Set<String> NO_WIDER_THAN_MEMBER = Set.of(MEMBER, "viewer");

    /** Whether these ids are what a user of this kind has: exactly the one that bounds what it sees, or none. */
    public boolean allows(@Nullable UUID partnerId, @Nullable UUID distributorId, @Nullable UUID customerId) {
        return switch (this) {
            case ADMIN, INTERNAL, SERVICE -> partnerId == null && distributorId == null && customerId == null;
            case CHANNEL -> (partnerId == null) != (distributorId == null) && customerId == null;
            case PORTAL -> partnerId == null && distributorId == null && customerId != null;
        };
    }

    /** Which of the tenant's rows a user of this kind sees. */
    public RowScope rowScope(@Nullable UUID partnerId, List<String> roles) {
        return switch (this) {
            case CHANNEL -> partnerId == null ? RowScope.DISTRIBUTOR : RowScope.PARTNER;
            case PORTAL -> RowScope.CUSTOMER;
            case ADMIN, INTERNAL, SERVICE -> isBoundToAssigned(roles) ? RowScope.ASSIGNED : RowScope.TENANT;
        };
    }

    private static boolean isBoundToAssigned(List<String> roles) {
        return roles.contains(MEMBER) && NO_WIDER_THAN_MEMBER.containsAll(roles);
    }
}
