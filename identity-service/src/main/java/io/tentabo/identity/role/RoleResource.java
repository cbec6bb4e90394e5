package io.tentabo.identity.role;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.paging.Page;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The roles that can be granted in the caller's tenant: the system's, and the tenant's own. */
@Path("/identity/v1/roles")
@Tag(name = "Roles")
class RoleResource {

    private final Roles roles;
    private final CustomRoles own;
    private final Idempotency idempotency;

    RoleResource(Roles roles, CustomRoles own, Idempotency idempotency) {
        this.roles = roles;
        this.own = own;
        this.idempotency = idempotency;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Lists the roles that users can hold, with their permissions")
    public Uni<Page<RoleView>> list() {
        return roles.list().map(all -> new Page<>(all, null));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Shows a role")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    public Uni<RestResponse<RoleView>> get(UUID id) {
        return roles.get(id).map(Answers::tagged);
    }

    @POST
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Creates a role of the tenant's own")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RoleView.class)))
    @APIResponse(responseCode = "403", description = "It would permit what the caller may not do")
    @APIResponse(responseCode = "409", description = "The tenant or the system has a role of this name")
    @APIResponse(responseCode = "422", description = "There is no such permission")
    public Uni<Response> create(@NotNull @Valid NewRole request) {
        return idempotency.once(request, () -> own.create(request)
                .map(created -> Answers.created("/identity/v1/roles/" + created.id(), created)));
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(
            summary = "Changes what a role of the tenant's own permits, by JSON Merge Patch",
            description = "Its holders have the new permissions with their next refresh.")
    @APIResponse(responseCode = "200", description = "As it is afterwards")
    @APIResponse(responseCode = "403", description = "It permits, or would permit, what the caller may not do")
    @APIResponse(responseCode = "409", description = "It is a role of the system")
    @APIResponse(responseCode = "412", description = "It has changed since the version in If-Match")
    @APIResponse(responseCode = "422", description = "There is no such permission")
    public Uni<RestResponse<RoleView>> change(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = RoleChange.class)))
                    ObjectNode patch) {
        return own.change(id, ifMatch, patch).map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(summary = "Deletes a role of the tenant's own that nobody holds")
    @APIResponse(responseCode = "204", description = "Deleted")
    @APIResponse(responseCode = "409", description = "Users hold it, or it is a role of the system")
    public Uni<Void> delete(UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return own.delete(id, ifMatch);
    }
}
