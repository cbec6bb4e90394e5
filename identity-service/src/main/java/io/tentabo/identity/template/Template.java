package io.tentabo.identity.template;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A version of a template: what it brings to a tenant, and what people should know about it.
 *
 * @param version {@code major.minor.patch}, each below 1000
 * @param features what it switches on, sorted
 * @param permissions what its roles permit, all of them together, sorted
 * @param roles that it creates
 * @param settings that it gives other values than a tenant begins with, by the names and in the form of the settings' API
 * @param tables where what its features write is kept, as {@code schema.table}
 * @param apiEndpoints where its features are served
 * @param webhooks types of the events that integrators will want
 * @param integrations providers that it works with
 * @param pricingTier the plan it is meant for
 */
@RegisterForReflection
public record Template(
        @Schema(examples = "flagship-crm-ops") String slug,
        @Schema(examples = "1.0.0") String version,
        String name,
        String description,
        @Schema(examples = "crm") String category,
        List<String> tags,
        String author,
        List<String> features,
        List<String> permissions,
        List<TemplateRole> roles,

        @Schema(examples = "{\"portalEnabled\": true, \"sampleAllowancePerRep\": 60}")
        Map<String, Object> settings,

        List<String> tables,
        List<String> apiEndpoints,
        List<String> webhooks,
        List<String> integrations,
        String pricingTier,
        String setupInstructions,
        String documentation) {

    public Template {
        tags = List.copyOf(tags);
        features = List.copyOf(features);
        permissions = List.copyOf(permissions);
        roles = List.copyOf(roles);
        settings = Map.copyOf(settings);
        tables = List.copyOf(tables);
        apiEndpoints = List.copyOf(apiEndpoints);
        webhooks = List.copyOf(webhooks);
        integrations = List.copyOf(integrations);
    }

    Optional<TemplateRole> role(String roleName) {
        return roles.stream().filter(role -> role.name().equals(roleName)).findFirst();
    }

    /** As messages name it. */
    String title() {
        return slug + " " + version;
    }
}
