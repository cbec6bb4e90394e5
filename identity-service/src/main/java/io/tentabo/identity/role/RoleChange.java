package io.tentabo.identity.role;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What of a tenant's own role may be edited. Its name may not: other services and tokens know the role by it.
 *
 * @param permissions all that the role permits; the caller has them itself
 */
@RegisterForReflection
public record RoleChange(
        @Size(max = 500) @Nullable String description,

        @NotNull @Size(max = 200) @Schema(examples = "[\"leads.read\", \"orders.read\"]")
        List<@NotBlank String> permissions) {

    // A merge patch may remove the permissions, which means none.
    @SuppressWarnings("ConstantValue")
    public RoleChange {
        permissions = permissions == null
                ? List.of()
                : permissions.stream().sorted().distinct().toList();
    }
}
