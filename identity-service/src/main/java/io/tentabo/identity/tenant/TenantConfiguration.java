package io.tentabo.identity.tenant;

import java.util.List;

/**
 * What is switched on and set for a tenant.
 *
 * @param features sorted
 */
public record TenantConfiguration(List<String> features, Settings settings) {

    public TenantConfiguration {
        features = features.stream().sorted().distinct().toList();
    }
}
