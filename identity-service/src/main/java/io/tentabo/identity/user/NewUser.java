package io.tentabo.identity.user;

import io.tentabo.identity.account.NewPassword;
import io.tentabo.identity.seat.UserKind;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A user to be created.
 *
 * @param email also the name to sign in with; unique in the tenant without regard to case
 * @param password what the user first signs in with; may also be set later
 * @param status ACTIVE, PENDING_APPROVAL or INVITED; by default ACTIVE with a password, otherwise INVITED
 * @param invite whether to mail a link by which the user chooses its own password; excludes a password and a status
 * @param roles names of roles whose permissions the caller has itself
 * @param partnerId for CHANNEL: this or distributorId
 * @param customerId for PORTAL
 */
public record NewUser(
        @NotNull UserKind kind,

        @NotBlank @Email @Size(max = 254) @Schema(examples = "ada@example.com")
        String email,

        @NotBlank @Size(max = 100) @Schema(examples = "Ada") String firstName,

        @NotBlank @Size(max = 100) @Schema(examples = "Lovelace")
        String lastName,

        @Size(max = 50) @Nullable String phone,

        @Size(min = NewPassword.MIN, max = NewPassword.MAX) @Schema(writeOnly = true) @Nullable
        String password,

        @Nullable UserStatus status,
        @Nullable Boolean invite,
        @Size(max = 50) List<@NotBlank String> roles,
        @Nullable UUID partnerId,
        @Nullable UUID distributorId,
        @Nullable UUID customerId) {

    // A client may leave roles out.
    @SuppressWarnings("ConstantValue")
    public NewUser {
        roles = roles == null ? List.of() : List.copyOf(roles);
    }

    boolean isInvitation() {
        return Boolean.TRUE.equals(invite);
    }

    @Override
    public String toString() {
        return "NewUser[kind=" + kind + ", email=" + email + "]";
    }
}
