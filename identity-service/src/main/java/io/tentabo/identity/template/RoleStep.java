package io.tentabo.identity.template;

import io.tentabo.identity.role.RoleChange;
import io.tentabo.identity.role.RoleView;
import java.util.UUID;

/** What is done to one role. */
sealed interface RoleStep {

    /** @param id that the role is to have */
    record Create(UUID id, String name, RoleChange content) implements RoleStep {}

    record Change(RoleView role, RoleChange content) implements RoleStep {}

    record Remove(RoleView role) implements RoleStep {}
}
