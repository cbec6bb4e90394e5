package io.tentabo.identity.template;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The latest version of a template, in a list.
 *
 * @param pricingTier the plan it is meant for
 */
public record TemplateSummary(
        @Schema(examples = "flagship-crm-ops") String slug,
        @Schema(examples = "1.0.0") String version,
        String name,
        String description,
        @Schema(examples = "crm") String category,
        List<String> tags,
        String author,
        List<String> features,
        String pricingTier) {

    public TemplateSummary {
        tags = List.copyOf(tags);
        features = List.copyOf(features);
    }
}
