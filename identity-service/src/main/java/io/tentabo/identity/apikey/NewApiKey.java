package io.tentabo.identity.apikey;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param name what it is for; no other key of the user that is not revoked may have it
 * @param scopes the permissions that it is worth, each of which the caller has
 * @param expiresAt when it ends by itself; without it, in 90 days
 */
record NewApiKey(
        @NotBlank @Size(max = 80) @Schema(examples = "Nightly lead import")
        String name,

        @NotNull @Size(min = 1, max = 100) @Schema(examples = "[\"leads.read\", \"leads.write\"]")
        List<@NotNull @Size(max = 80) String> scopes,

        @Schema(examples = "2027-02-01T00:00:00Z") @Nullable Instant expiresAt) {

    NewApiKey {
        scopes =
                scopes == null ? List.of() : scopes.stream().distinct().sorted().toList();
    }
}
