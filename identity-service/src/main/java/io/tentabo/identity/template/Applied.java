package io.tentabo.identity.template;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.identity.role.RoleChange;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a template itself has done to a tenant: the base by which the tenant's own edits are told from it.
 *
 * @param features that it switched on
 * @param roles that it created, by name; also those that were left when it was removed
 * @param settings that it gave their values, by name
 */
@RegisterForReflection
public record Applied(
        SortedSet<String> features, SortedMap<String, AppliedRole> roles, SortedMap<String, AppliedSetting> settings) {

    static final Applied NOTHING = new Applied(new TreeSet<>(), new TreeMap<>(), new TreeMap<>());

    /**
     * A role.
     *
     * @param id by which it is known, though the tenant has deleted it and created another of its name
     * @param content as the template had it
     */
    @RegisterForReflection
    public record AppliedRole(UUID id, RoleChange content) {}

    /**
     * A setting.
     *
     * @param before its value before, to which it returns; null for none
     */
    @RegisterForReflection
    public record AppliedSetting(@Nullable Object before, Object value) {}

    /** The same, with more that was done for the sake of both this template and one that is going. */
    Applied takingOver(Set<String> moreFeatures, Map<String, AppliedSetting> moreSettings) {
        SortedSet<String> allFeatures = new TreeSet<>(features);
        allFeatures.addAll(moreFeatures);
        SortedMap<String, AppliedSetting> allSettings = new TreeMap<>(settings);
        allSettings.putAll(moreSettings);
        return new Applied(allFeatures, roles, allSettings);
    }
}
