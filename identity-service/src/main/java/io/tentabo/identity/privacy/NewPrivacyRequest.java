package io.tentabo.identity.privacy;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request is about: a user of the tenant, with the address that it has here, or whoever has an address.
 *
 * @param userId a user, removed or not; null to name an address
 * @param email an address, of a contact or of a user; null to name a user
 * @param reason why, for the record; does not name the person
 */
@RegisterForReflection
public record NewPrivacyRequest(
        @Nullable UUID userId,

        @Email @Size(max = 254) @Schema(examples = "jo.doe@example.com") @Nullable
        String email,

        @NotBlank @Size(max = 500) @Schema(examples = "Letter of 12 November, file 2026/117")
        String reason) {

    static final String A_USER = """
            {"userId": "01939c5e-7d2a-7c3b-9f10-4a5b6c7d8e9f", "reason": "Letter of 12 November, file 2026/117"}
            """;
    static final String A_CONTACT = """
            {"email": "jo.doe@example.com", "reason": "Mail of 12 November, file 2026/118"}
            """;

    @AssertTrue(message = "name either the user or the address")
    @Schema(hidden = true)
    boolean isOneNamed() {
        return (userId == null) != (email == null);
    }
}
