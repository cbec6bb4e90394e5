package io.tentabo.identity.template;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A template with its latest version.
 *
 * @param template the latest version; its members stand beside the others in JSON
 * @param versions all of them, the latest first
 */
public record TemplateDetails(
        @JsonUnwrapped Template template,
        @Schema(examples = "[\"1.1.0\", \"1.0.0\"]") List<String> versions) {

    public TemplateDetails {
        versions = List.copyOf(versions);
    }
}
