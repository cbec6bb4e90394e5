package io.tentabo.identity.user;

import io.tentabo.identity.seat.UserKind;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator makes of somebody who waits for approval.
 *
 * @param kind whose people the user belongs to: INTERNAL, CHANNEL or PORTAL
 * @param roles all roles of the user, whose permissions the caller has itself
 * @param partnerId for CHANNEL: this or distributorId
 * @param customerId for PORTAL
 */
record UserApproval(
        @NotNull UserKind kind,
        @NotNull @Size(max = 50) List<@NotBlank String> roles,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId) {}
