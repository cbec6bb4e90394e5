package io.tentabo.identity.role;

import io.tentabo.kit.editing.Versioned;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role as the API shows it.
 *
 * @param system whether every tenant has it and none can change it
 * @param permissions sorted
 * @param version also the entity tag
 */
public record RoleView(
        UUID id, String name, @Nullable String description, boolean system, List<String> permissions, int version)
        implements Versioned {

    public RoleView {
        permissions = List.copyOf(permissions);
    }

    /** What of it may be changed. */
    public RoleChange editable() {
        return new RoleChange(description, permissions);
    }

    GrantedRoles granted() {
        return new GrantedRoles(List.of(name), List.of(id), Set.copyOf(permissions));
    }
}
