package io.tentabo.identity.tenant;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tentabo.kit.editing.Versioned;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A tenant's settings as the API shows them.
 *
 * @param settings they stand beside the others in JSON
 * @param features what is switched on for the tenant, by its templates or by an operator; not edited here
 * @param version also the entity tag
 */
public record SettingsView(
        @JsonUnwrapped Settings settings,
        @Schema(examples = "[\"contacts\", \"portal\"]") List<String> features,
        int version,
        Instant updatedAt)
        implements Versioned {

    public SettingsView {
        features = List.copyOf(features);
    }
}
