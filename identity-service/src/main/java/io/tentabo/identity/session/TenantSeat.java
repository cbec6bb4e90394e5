package io.tentabo.identity.session;

import io.tentabo.identity.seat.UserKind;
import io.tentabo.identity.tenant.TenantStatus;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A seat of the caller's account in another tenant, to which it has signed in and can switch.
 *
 * @param userId the seat
 * @param status of the seat
 * @param canSwitch whether seat, account, organisation and tenant are all active
 */
record TenantSeat(
        Tenant tenant,
        UUID userId,
        UserKind kind,
        @Schema(examples = "ACTIVE") String status,
        boolean canSwitch) {

    /** Another tenant. */
    record Tenant(
            UUID id,
            @Schema(examples = "well-crafted") String slug,
            @Schema(examples = "Well Crafted") String name,
            TenantStatus status) {}
}
