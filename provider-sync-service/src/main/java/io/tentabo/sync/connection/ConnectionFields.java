package io.tentabo.sync.connection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may be edited of a connection.
 *
 * @param credentials new ones, or null to keep those that are there
 */
@RegisterForReflection
public record ConnectionFields(
        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = 2_000) String description,
        @NotBlank @Size(max = 500) String baseUrl,
        @Nullable Map<String, FieldOwner> fieldOwnership,
        @Nullable @Valid Credentials credentials) {

    Map<String, FieldOwner> ownership() {
        return fieldOwnership == null ? Map.of() : fieldOwnership;
    }
}
