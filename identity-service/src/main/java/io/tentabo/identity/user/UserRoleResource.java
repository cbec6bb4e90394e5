package io.tentabo.identity.user;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.Answers;
import io.tentabo.model.permission.Permissions;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The roles of a user, one by one, and what they add up to. */
@Path("/identity/v1/users/{id}")
@Tag(name = "Roles")
class UserRoleResource {

    private final Users users;
    private final UserPermissions permissions;

    UserRoleResource(Users users, UserPermissions permissions) {
        this.users = users;
        this.permissions = permissions;
    }

    @GET
    @Path("/permissions")
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Shows what a user may do as of now, and from which of its roles each permission comes")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    public Uni<EffectivePermissions> permissions(UUID id) {
        return permissions.of(id);
    }

    @PUT
    @Path("/roles/{roleId}")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(summary = "Gives a user a role", description = "Repeating it changes nothing.")
    @APIResponse(responseCode = "200", description = "As it is afterwards")
    @APIResponse(responseCode = "403", description = "The user or the role may do what the caller may not")
    @APIResponse(responseCode = "404", description = "There is no such user, or no such role")
    public Uni<RestResponse<UserView>> grant(UUID id, UUID roleId) {
        return users.grant(id, roleId).map(Answers::tagged);
    }

    @DELETE
    @Path("/roles/{roleId}")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(summary = "Takes a role from a user", description = "Repeating it changes nothing.")
    @APIResponse(responseCode = "200", description = "As it is afterwards")
    @APIResponse(responseCode = "403", description = "The user or the role may do what the caller may not")
    @APIResponse(responseCode = "404", description = "There is no such user, or no such role")
    @APIResponse(responseCode = "422", description = "It would take the tenant's last owner")
    public Uni<RestResponse<UserView>> revoke(UUID id, UUID roleId) {
        return users.revoke(id, roleId).map(Answers::tagged);
    }
}
