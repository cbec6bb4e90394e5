package io.tentabo.identity.template;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A template to be installed.
 *
 * @param version the latest if left out
 * @param digest of the preview: if the action would by now change anything else, it is refused
 */
@Schema(
        examples =
                "{\"slug\": \"flagship-crm-ops\", \"version\": \"1.0.0\", \"digest\": \"pJxGxJ0ZEnJUFmv0UGcWF7Bqf1a7Lr0bl3LXLgAS3hI\"}")
public record TemplateInstallation(
        @NotNull @Size(min = 1, max = 63) String slug,
        @Pattern(regexp = TemplateVersions.FORM) @Nullable String version,
        @Size(min = 1, max = 100) @Nullable String digest) {}
