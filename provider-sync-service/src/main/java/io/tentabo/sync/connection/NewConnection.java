package io.tentabo.sync.connection;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A connection to be made.
 *
 * @param provider {@code pipedrive}
 * @param baseUrl for Pipedrive {@code https://{company}.pipedrive.com}
 * @param fieldOwnership by field ({@code title}, {@code value}, {@code expectedCloseDate}), who wins when both sides
 *     changed it; a field that is not named is decided by a person
 */
public record NewConnection(
        @NotNull ProviderType type,

        @NotBlank @Size(max = 50) @Schema(examples = "pipedrive")
        String provider,

        @NotBlank @Size(max = 200) String name,
        @Nullable @Size(max = 2_000) String description,

        @NotBlank @Size(max = 500) @Schema(examples = "https://example.pipedrive.com")
        String baseUrl,

        @Nullable Map<String, FieldOwner> fieldOwnership,
        @NotNull @Valid Credentials credentials) {

    ConnectionFields fields() {
        return new ConnectionFields(
                name, description, baseUrl, fieldOwnership == null ? Map.of() : fieldOwnership, credentials);
    }
}
