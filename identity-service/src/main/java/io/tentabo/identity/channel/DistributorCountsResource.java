package io.tentabo.identity.channel;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.tentabo.model.permission.Permissions;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a distributor has, with the partners that it manages. */
@Path("/identity/v1/distributors/{id}/counts")
@Tag(name = "Distributors")
class DistributorCountsResource {

    private final ChannelCountQueries counts;

    DistributorCountsResource(ChannelCountQueries counts) {
        this.counts = counts;
    }

    @GET
    @PermissionsAllowed(Permissions.USERS_READ)
    @Operation(
            summary = "Counts a distributor's leads, customers, orders, contracts, invoices, users and partners",
            description = """
                    By status, and only what the caller may see: its own and those of the partners that are linked to it \
                    now, each once; the users are its own alone. Credit notes are not counted as invoices.""")
    @APIResponse(responseCode = "200", description = "How many there are")
    @APIResponse(responseCode = "404", description = "There is none with this id that the caller sees")
    public Uni<ChannelCounts> get(UUID id) {
        return counts.ofDistributor(id);
    }
}
