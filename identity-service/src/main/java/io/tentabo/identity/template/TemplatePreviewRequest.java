package io.tentabo.identity.template;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An action whose difference is wanted.
 *
 * @param version the latest if left out; of no meaning for a removal
 */
@Schema(examples = "{\"slug\": \"flagship-crm-ops\", \"version\": \"1.0.0\", \"action\": \"INSTALL\"}")
public record TemplatePreviewRequest(
        @NotNull @Size(min = 1, max = 63) String slug,
        @Pattern(regexp = TemplateVersions.FORM) @Nullable String version,
        @NotNull TemplateAction action) {}
