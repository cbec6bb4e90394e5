package io.tentabo.identity.template;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * To which version an installed template is upgraded.
 *
 * @param version the latest if left out
 * @param digest of the preview: if the action would by now change anything else, it is refused
 */
@Schema(examples = "{\"version\": \"1.1.0\", \"digest\": \"pJxGxJ0ZEnJUFmv0UGcWF7Bqf1a7Lr0bl3LXLgAS3hI\"}")
public record TemplateUpgrade(
        @Pattern(regexp = TemplateVersions.FORM) @Nullable String version,
        @Size(min = 1, max = 100) @Nullable String digest) {}
