package io.tentabo.identity.role;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A role of the tenant's own, to be created.
 *
 * @param name unique in the tenant, and none of the system's
 * @param permissions that the caller has itself
 */
public record NewRole(
        @NotNull @Pattern(regexp = "[a-z][a-z0-9_]{0,62}") @Schema(examples = "order_desk")
        String name,

        @Size(max = 500) @Nullable String description,

        @NotNull @Size(max = 200) @Schema(examples = "[\"leads.read\", \"orders.read\"]")
        List<@NotBlank String> permissions) {

    RoleChange content() {
        return new RoleChange(description, permissions);
    }
}
