package io.tentabo.identity.distributor;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The partners of a distributor. */
@Path("/identity/v1/distributors/{id}/partners")
@Tag(name = "Channel links")
class DistributorPartnersResource {

    private final ChannelLinks links;

    DistributorPartnersResource(ChannelLinks links) {
        this.links = links;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Lists the partners of a distributor")
    public Uni<RestResponse<Page<ChannelLinkView>>> partners(UUID id, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return links.list(id, null, page).map(result -> PageResponse.of(result, uri));
    }

    @PUT
    @Path("/{partnerId}")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(
            summary = "Attaches a partner to a distributor",
            description = "The distributor's users see the partner's rows from then on. Repeating it changes nothing.")
    @APIResponse(responseCode = "200", description = "As it is afterwards")
    @APIResponse(responseCode = "404", description = "One of them is not in the caller's tenant")
    public Uni<ChannelLinkView> attach(UUID id, UUID partnerId) {
        return links.attach(id, partnerId);
    }

    @DELETE
    @Path("/{partnerId}")
    @PermissionsAllowed(Permissions.USERS_MANAGE)
    @Operation(summary = "Detaches a partner from a distributor", description = "Repeating it changes nothing.")
    @APIResponse(responseCode = "204", description = "Detached, now or before")
    public Uni<Void> detach(UUID id, UUID partnerId) {
        return links.detach(id, partnerId);
    }

    @GET
    @Path("/{partnerId}/history")
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(
            summary = "Lists when a partner was attached to a distributor and detached, and by whom",
            description = "The latest first. Sorts: changedAt.")
    @APIResponse(responseCode = "200", description = "As it is now")
    @APIResponse(responseCode = "404", description = "The caller does not see one of them")
    public Uni<RestResponse<Page<ChannelLinkChangeView>>> history(
            UUID id, UUID partnerId, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return links.history(id, partnerId, page).map(result -> PageResponse.of(result, uri));
    }
}
