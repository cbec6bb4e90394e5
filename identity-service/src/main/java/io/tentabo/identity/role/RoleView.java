package io.tentabo.identity.role;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A role as the API shows it.
 *
 * @param system whether every tenant has it and none can change it
 */
public record RoleView(UUID id, String name, @Nullable String description, boolean system, List<String> permissions) {}
