package io.tentabo.identity.role;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Roles that were found by their names.
 *
 * @param ids in the order of the names
 * @param permissions of all of them together
 */
public record GrantedRoles(List<String> names, List<UUID> ids, Set<String> permissions) {

    public GrantedRoles {
        names = List.copyOf(names);
        ids = List.copyOf(ids);
        permissions = Set.copyOf(permissions);
    }
}
