package io.tentabo.identity.distributor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.identity.organisation.OrganisationFilter;
import io.tentabo.identity.organisation.OrganisationProfile;
import io.tentabo.kit.editing.Answers;
import io.tentabo.kit.editing.MergePatch;
import io.tentabo.kit.idempotency.HonoursIdempotencyKey;
import io.tentabo.kit.idempotency.Idempotency;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
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
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The distributors of the caller's tenant. */
@Path("/identity/v1/distributors")
@Tag(name = "Distributors")
class DistributorResource {

    private final Distributors distributors;
    private final Idempotency idempotency;

    DistributorResource(Distributors distributors, Idempotency idempotency) {
        this.distributors = distributors;
        this.idempotency = idempotency;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Lists distributors", description = "Sorts: name, createdAt.")
    public Uni<RestResponse<Page<DistributorView>>> list(
            @Valid @BeanParam OrganisationFilter filter, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return distributors.list(filter, page).map(result -> PageResponse.of(result, uri));
    }

    @POST
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @HonoursIdempotencyKey
    @Operation(summary = "Creates a distributor")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DistributorView.class)))
    @APIResponse(responseCode = "409", description = "The registration number is taken")
    public Uni<Response> create(@NotNull @Valid OrganisationProfile profile) {
        return idempotency.once(profile, () -> distributors
                .create(profile)
                .map(created -> Answers.created("/identity/v1/distributors/" + created.id(), created)));
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Shows a distributor")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "There is none with this id in the caller's tenant")
    public Uni<RestResponse<DistributorView>> get(UUID id) {
        return distributors.get(id).map(Answers::tagged);
    }

    @PATCH
    @Path("/{id}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(summary = "Changes a distributor, by JSON Merge Patch")
    @APIResponse(responseCode = "200", description = "As it is afterwards")
    @APIResponse(responseCode = "412", description = "It has changed since the version in If-Match")
    public Uni<RestResponse<DistributorView>> change(
            UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = OrganisationProfile.class)))
                    ObjectNode patch) {
        return distributors.change(id, ifMatch, patch).map(Answers::tagged);
    }

    @DELETE
    @Path("/{id}")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(
            summary = "Deactivates a distributor",
            description = "Its users can no longer sign in; its records stay.")
    @APIResponse(responseCode = "204", description = "Deactivated, now or before")
    public Uni<Void> deactivate(UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return distributors.deactivate(id, ifMatch);
    }
}
