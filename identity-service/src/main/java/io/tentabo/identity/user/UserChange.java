package io.tentabo.identity.user;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.identity.account.LocalIdentities;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of a user may be edited.
 *
 * @param email also the name to sign in with; another one is not verified. Null for service accounts only
 * @param status may become INACTIVE, SUSPENDED or LOCKED
 * @param roles all roles of the user
 */
@RegisterForReflection
public record UserChange(
        @Email @Size(min = 1, max = 254) @Nullable String email,
        @NotBlank @Size(max = 100) String firstName,
        @NotNull @Size(max = 100) String lastName,
        @Size(max = 50) @Nullable String phone,
        @Size(max = 500) @Nullable String avatarUrl,
        @NotNull UserStatus status,
        @NotNull @Size(max = 50) List<@NotBlank String> roles,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId) {

    // A merge patch may remove the roles, which means none.
    @SuppressWarnings("ConstantValue")
    public UserChange {
        email = email == null ? null : LocalIdentities.normalised(email);
        roles = roles == null ? List.of() : roles.stream().sorted().distinct().toList();
    }

    UserChange with(String role) {
        return withRoles(Stream.concat(roles.stream(), Stream.of(role)).toList());
    }

    UserChange without(String role) {
        return withRoles(roles.stream().filter(held -> !held.equals(role)).toList());
    }

    private UserChange withRoles(List<String> changed) {
        return new UserChange(
                email, firstName, lastName, phone, avatarUrl, status, changed, partnerId, distributorId, customerId);
    }
}
