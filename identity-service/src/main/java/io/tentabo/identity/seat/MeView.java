package io.tentabo.identity.seat;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who the caller is. Members that a caller does not have are left out.
 *
 * @param emailVerified whether the caller has shown that it reads the mail of this address
 * @param tenant none for a platform operator
 */
record MeView(
        UUID userId,
        @Nullable Tenant tenant,
        @Nullable UserKind kind,
        @Nullable String email,
        @Nullable Boolean emailVerified,
        @Nullable String firstName,
        @Nullable String lastName,
        List<String> roles,
        List<String> permissions,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId) {

    /** The caller's tenant. */
    record Tenant(UUID id, String slug, String name) {}

    static MeView of(Seat seat) {
        return new MeView(
                seat.id(),
                new Tenant(seat.tenantId(), seat.tenantSlug(), seat.tenantName()),
                seat.kind(),
                seat.email(),
                seat.email() == null ? null : seat.isEmailVerified(),
                seat.firstName(),
                seat.lastName(),
                seat.roles(),
                seat.permissions(),
                seat.partnerId(),
                seat.distributorId(),
                seat.customerId());
    }
}
