package io.tentabo.identity.seat;

import io.tentabo.kit.security.RowScope;
import java.util.List;
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

    private static final List<String> ASSIGNED_ONLY = List.of("member");

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
            case ADMIN, INTERNAL, SERVICE -> roles.equals(ASSIGNED_ONLY) ? RowScope.ASSIGNED : RowScope.TENANT;
        };
    }
}
