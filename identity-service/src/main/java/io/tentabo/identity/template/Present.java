package io.tentabo.identity.template;

import io.tentabo.identity.role.HeldRole;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a tenant stands before an action.
 *
 * @param features switched on
 * @param settings by name, without those that have no value
 * @param roles its own roles by name, as far as the template has to do with them
 */
record Present(Set<String> features, Map<String, Object> settings, Map<String, HeldRole> roles) {

    @Nullable
    Object setting(String name) {
        return settings.get(name);
    }
}
