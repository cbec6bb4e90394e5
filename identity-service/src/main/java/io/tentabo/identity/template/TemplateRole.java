package io.tentabo.identity.template;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tentabo.identity.role.RoleChange;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A role that a template creates.
 *
 * @param permissions sorted
 */
@RegisterForReflection
public record TemplateRole(@Schema(examples = "order_desk") String name, String description, List<String> permissions) {

    public TemplateRole {
        permissions = permissions.stream().sorted().distinct().toList();
    }

    RoleChange content() {
        return new RoleChange(description, permissions);
    }
}
