package io.tentabo.sync.conflict;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Conflicts over HTTP. */
@Path("/sync/v1/conflicts")
@Tag(name = "Conflicts")
public class ConflictResource {

    private final Conflicts conflicts;

    ConflictResource(Conflicts conflicts) {
        this.conflicts = conflicts;
    }

    @GET
    @PermissionsAllowed(Permissions.PROVIDERS_READ)
    @Operation(summary = "List conflicts", description = "Sorts: detectedAt (default, newest first).")
    public Uni<RestResponse<Page<ConflictView>>> list(
            @RestQuery @Nullable UUID connectionId,
            @RestQuery @Nullable String resolution,
            @Valid @BeanParam PageRequest page,
            @Context UriInfo uri) {
        return conflicts.list(connectionId, resolution, page).map(found -> PageResponse.of(found, uri));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.PROVIDERS_READ)
    @Operation(summary = "Read a conflict")
    public Uni<RestResponse<ConflictView>> get(UUID id) {
        return conflicts.get(id).map(Answers::tagged);
    }

    @POST
    @Path("/{id}/resolve")
    @PermissionsAllowed(Permissions.PROVIDERS_MANAGE)
    @Operation(summary = "Decide a conflict", description = "The chosen value moves to the other side by itself.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "409", description = "It has been decided")
    public Uni<RestResponse<ConflictView>> resolve(
            UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull ConflictResolution request) {
        return conflicts.resolve(id, ifMatch, request.resolution()).map(Answers::tagged);
    }
}
