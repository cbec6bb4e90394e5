package io.tentabo.identity.distributor;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.kit.paging.Page;
import io.tentabo.kit.paging.PageRequest;
import io.tentabo.kit.paging.PageResponse;
import io.tentabo.model.permission.Permissions;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** The distributors of a partner. */
@Path("/identity/v1/partners/{id}/distributors")
@Tag(name = "Channel links")
class PartnerDistributorsResource {

    private final ChannelLinks links;

    PartnerDistributorsResource(ChannelLinks links) {
        this.links = links;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(summary = "Lists the distributors of a partner")
    public Uni<RestResponse<Page<ChannelLinkView>>> distributors(
            UUID id, @Valid @BeanParam PageRequest page, UriInfo uri) {
        return links.list(null, id, page).map(result -> PageResponse.of(result, uri));
    }
}
