package io.tentabo.identity.role;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Page;
import io.tentabo.model.permission.Permissions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The roles that can be granted in the caller's tenant. */
@Path("/identity/v1/roles")
@Tag(name = "Users")
class RoleResource {

    private final Roles roles;

    RoleResource(Roles roles) {
        this.roles = roles;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Lists the roles that users can hold, with their permissions")
    public Uni<Page<RoleView>> list() {
        return roles.list().map(all -> new Page<>(all, null));
    }
}
